import Accounts
import Cities
import Postgres
import Vocabulary

extension Retailers {
    /// A directory entry begins to take orders, or an ordering shop goes back to the directory. A published one may
    /// take orders only once every item that this asks for is accepted or waived (`.requirementsMissing`).
    package func change(_ retailer: RetailerID, to mode: RetailerMode, with act: Act) async throws {
        let now = clock.now()
        let city = act.city.id
        try await database.transaction(in: city) { tx in
            let held = try tx.hold(retailer, at: nil, in: city)
            let submissions = try tx.rows(ListSubmissions(city: city, retailer: retailer))
            let unsettled = Checklist(mode: mode, submissions: submissions).unsettled
            guard ![.approved, .suspended].contains(held.state) || unsettled.isEmpty else {
                throw RetailerProblem.requirementsMissing(unsettled)
            }
            try tx.run(SetRetailerMode(city: city, retailer: retailer, mode: mode))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "mode-\(mode.rawValue)", "retailer", retailer))
        }
    }
}
