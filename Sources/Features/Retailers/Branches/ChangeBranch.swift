import Accounts
import Cities
import Postgres
import Vocabulary

/// What of a branch is to become different.
package struct BranchChange: Sendable {
    package var address: BranchAddress?
    /// `.some(nil)` forgets the hours.
    package var hours: OpeningHours??
    package var onHolidays: ShopCalendar.OnHolidays?
    package var exceptions: [DatedHours]?

    package init() {}

    func apply(to branch: inout Branch, districts: [District]) {
        if let address {
            branch.address = address
            branch.address.findDistrict(among: districts)
        }
        if let hours { branch.hours = hours }
        if let onHolidays { branch.onHolidays = onHolidays }
        if let exceptions { branch.exceptions = exceptions }
    }
}

/// A branch, named together with whose it is: a branch of another retailer is not found.
package struct BranchKey: Sendable {
    package let branch: ID<Branch>
    package let retailer: RetailerID

    package init(_ branch: ID<Branch>, of retailer: RetailerID) {
        self.branch = branch
        self.retailer = retailer
    }
}

extension Retailers {
    /// One branch of a retailer, whatever its state.
    package func branch(_ branch: ID<Branch>, of retailer: RetailerID, in city: City) async throws -> Branch {
        let branches = try await database.read(ListBranches(city: city.id, retailers: [retailer]))
        guard let found = branches.first(where: { $0.id == branch }) else { throw RetailerProblem.unknown }
        return found
    }

    /// Adds a branch; its district follows from its place.
    package func addBranch(
        _ change: BranchChange, to retailer: RetailerID, districts: [District], with act: Act
    ) async throws -> Branch {
        let now = clock.now()
        var branch = Branch(
            id: .make(at: now), retailer: retailer, address: BranchAddress(), hours: nil, onHolidays: .closed,
            exceptions: [], pause: nil, version: 1)
        change.apply(to: &branch, districts: districts)
        let added = branch
        try await database.transaction(in: act.city.id) { tx in
            _ = try tx.hold(retailer, at: nil, in: act.city.id)
            try tx.run(InsertBranch(city: act.city.id, branch: added, at: now))
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, "add", "branch", added.id))
        }
        return added
    }

    /// Changes address, hours or exceptions.
    package func change(
        _ key: BranchKey, _ change: BranchChange, at version: Int64, districts: [District], with act: Act
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: act.city.id) { tx in
            var held = try tx.hold(key.branch, of: key.retailer, at: version, in: act.city.id)
            change.apply(to: &held, districts: districts)
            try tx.run(UpdateBranch(city: act.city.id, branch: held))
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, "change", "branch", key.branch))
        }
    }

    /// No orders at this branch until a moment, or again at once (`nil`).
    package func pause(
        _ branch: ID<Branch>, of retailer: RetailerID, _ wish: PauseWish?, with act: Act
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: act.city.id) { tx in
            var held = try tx.hold(branch, of: retailer, at: nil, in: act.city.id)
            let calendars = [held.calendar(in: act.city)].compactMap { $0 }
            held.pause = try wish?.pause(at: now, zone: act.city.zone, calendars: calendars)
            try tx.run(UpdateBranch(city: act.city.id, branch: held))
            let action = wish == nil ? "reopen" : "pause"
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, action, "branch", branch))
        }
    }
}
