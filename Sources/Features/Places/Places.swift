import Cities
import Postgres
import Vocabulary

/// Where things are in a town and how to get there: road networks, built from OpenStreetMap.
package struct Places: Sendable {
    let cities: Cities
    let database: Database
    let clock: Clock
    /// Where the towns' files lie.
    let shelf: Shelf
    let atlas = Atlas()
    let corrections = CorrectionTable()

    /// `folder`: the installation's own, for files.
    package init(cities: Cities, database: Database, folder: String, clock: Clock) {
        self.cities = cities
        self.database = database
        self.clock = clock
        shelf = Shelf(folder: folder + "/places")
    }

    package static let statements: [any Statement.Type] = [
        ListStreetConditions.self, InsertStreetCondition.self, DeleteStreetCondition.self,
        ListAddressCorrections.self, PutAddressCorrection.self, DeleteAddressCorrection.self,
    ]
}
