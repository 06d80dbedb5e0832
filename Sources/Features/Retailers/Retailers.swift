import Accounts
import Places
import Postgres
import Vocabulary

/// Businesses and their branches: who they are, when they are open, how they came aboard.
package struct Retailers: Sendable {
    let database: Database
    let clock: Clock
    let places: Places?

    /// `places`: finds shops of lists by their addresses.
    package init(database: Database, clock: Clock, places: Places? = nil) {
        self.database = database
        self.clock = clock
        self.places = places
    }

    package static let statements: [any Statement.Type] = [
        AddTrades.self, ListTrades.self, ListRetailers.self, FindRetailer.self, LockRetailer.self, InsertRetailer.self,
        UpdateRetailer.self, SetRetailerState.self, PauseRetailer.self, ListApplications.self, FindImprint.self,
        InsertImprint.self, ListBranches.self, LockBranch.self, InsertBranch.self, UpdateBranch.self,
        SetRetailerMode.self, ListSubmissions.self, PutSubmission.self, DecideSubmission.self, LockImports.self,
        ListImported.self, InsertImportRun.self, InsertImportRows.self, UpdateImported.self, UpdateImportedBranch.self,
        WaiveForDirectory.self, ListImportRuns.self, FindImportRun.self, ListImportRows.self, FindSellingBranches.self,
        ReadDirectoryMark.self, FindSellingTerms.self, PutSellingTerms.self, FindBranches.self,
        ListClosedRetailers.self,
    ]
}
