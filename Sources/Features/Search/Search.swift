import Catalogue
import Cities
import Postgres
import Retailers
import Synchronization
import Vocabulary

/// Products and shops of every town, found by what people type. It answers from memory alone: `SearchKeeper` fills it
/// from PostgreSQL and keeps it fresh, and while the database is away the last state goes on answering.
package final class Search: Sendable {
    let cities: Cities
    let retailers: Retailers
    let catalogue: Catalogue
    let clock: Clock
    private let shelves = Mutex<[CityID: Shelves]>([:])

    package init(cities: Cities, retailers: Retailers, catalogue: Catalogue, clock: Clock) {
        self.cities = cities
        self.retailers = retailers
        self.catalogue = catalogue
        self.clock = clock
    }

    /// None of its own: it reads through the front doors of those who own the tables.
    package static let statements: [any Statement.Type] = []

    /// The newest state of a town. Throws `SearchProblem.filling` before its first one is there.
    func shelves(of city: CityID) throws(SearchProblem) -> Shelves {
        guard let found = shelves.withLock({ $0[city] }) else { throw .filling }
        return found
    }

    /// Swaps the whole state of a town; who searches at the moment ends on the old one.
    func show(_ new: Shelves) {
        shelves.withLock { $0[new.town.city.id] = new }
    }

    /// Whether a town can be searched.
    package func isFilled(_ city: CityID) -> Bool { shelves.withLock { $0[city] != nil } }
}
