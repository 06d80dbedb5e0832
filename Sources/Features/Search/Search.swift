import Catalogue
import Cities
import Postgres
import Retailers
import Slots
import Synchronization
import Vocabulary

/// Products, shops and categories of every town, found by what people type. It answers from memory alone:
/// `SearchKeeper` fills it from its folder and PostgreSQL and keeps it fresh, and while the database is away the last
/// state goes on answering.
package final class Search: Sendable {
    let cities: Cities
    let retailers: Retailers
    let catalogue: Catalogue
    let slots: Slots
    let database: Database
    let clock: Clock
    /// Where indexes are kept from one start to the next; `nil`: nowhere.
    let folder: String?
    private let shelves = Mutex<[CityID: Shelves]>([:])

    /// The features that search reads from.
    package struct Sources: Sendable {
        let cities: Cities
        let retailers: Retailers
        let catalogue: Catalogue
        let slots: Slots

        package init(cities: Cities, retailers: Retailers, catalogue: Catalogue, slots: Slots) {
            (self.cities, self.retailers, self.catalogue, self.slots) = (cities, retailers, catalogue, slots)
        }
    }

    package init(_ sources: Sources, database: Database, clock: Clock, folder: String? = nil) {
        cities = sources.cities
        retailers = sources.retailers
        catalogue = sources.catalogue
        slots = sources.slots
        self.database = database
        self.clock = clock
        self.folder = folder
    }

    /// Only what a city chooses for its search; all else is read through the front doors of those who own the tables.
    package static let statements: [any Statement.Type] = [FindTuning.self, PutTuning.self]

    /// The newest state of a town. Throws `SearchProblem.filling` before its first one is there.
    func shelves(of city: CityID) throws(SearchProblem) -> Shelves {
        guard let found = shelves.withLock({ $0[city] }) else { throw .filling }
        return found
    }

    /// Swaps the whole state of a town; who searches at the moment ends on the old one.
    func show(_ new: Shelves) {
        shelves.withLock { $0[new.town.city.id] = new }
    }

    /// Whether all of a town can be searched.
    package func isFilled(_ city: CityID) -> Bool { shelves.withLock { $0[city]?.isPartial == false } }
}
