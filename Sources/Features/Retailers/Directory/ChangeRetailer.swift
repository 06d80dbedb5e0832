import Accounts
import Cities
import Postgres
import Vocabulary

extension Retailers {
    /// The retailer with its branches whatever its state, for its own people and the city.
    package func inside(_ retailer: RetailerID, in city: City) async throws -> (
        entry: DirectoryEntry, imprint: Imprint?
    ) {
        guard let found = try await database.first(FindRetailer(city: city.id, retailer: retailer)) else {
            throw RetailerProblem.unknown
        }
        return (try await withBranches([found], in: city.id)[0], try await imprint(of: found, in: city.id))
    }

    /// Changes what the retailer says of itself. The mode can change until the operator has approved it.
    package func change(
        _ retailer: RetailerID, to profile: RetailerProfile, mode: RetailerMode, at version: Int64, with act: Act
    ) async throws {
        let now = clock.now()
        try await database.transaction(in: act.city.id) { tx in
            let old = try tx.hold(retailer, at: version, in: act.city.id)
            if mode != old.mode, [.approved, .suspended, .readyForReview].contains(old.state) {
                throw RetailerProblem.modeNeedsReview
            }
            try tx.run(UpdateRetailer(city: act.city.id, retailer: retailer, mode: mode, profile: profile))
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, "change", "retailer", retailer))
        }
    }

    /// Puts a new version of the imprint in force; the old ones stay readable for orders placed under them.
    package func publish(_ imprint: Imprint, of retailer: RetailerID, at version: Int64, with act: Act) async throws {
        let now = clock.now()
        try await database.transaction(in: act.city.id) { tx in
            let old = try tx.hold(retailer, at: version, in: act.city.id)
            let number = (old.imprint ?? 0) + 1
            try tx.run(InsertImprint(city: act.city.id, retailer: retailer, number: number, at: now, imprint: imprint))
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, "imprint", "retailer", retailer))
        }
    }

    /// No orders for the whole business until a moment, or again at once (`nil`).
    package func pause(_ retailer: RetailerID, _ wish: PauseWish?, with act: Act) async throws {
        let now = clock.now()
        try await database.transaction(in: act.city.id) { tx in
            let old = try tx.hold(retailer, at: nil, in: act.city.id)
            let branches = try tx.rows(ListBranches(city: act.city.id, retailers: [old.id]))
            let calendars = branches.compactMap { $0.calendar(in: act.city) }
            let pause = try wish?.pause(at: now, zone: act.city.zone, calendars: calendars)
            try tx.run(PauseRetailer(city: act.city.id, retailer: retailer, pause: pause))
            let action = pause == nil ? "reopen" : "pause"
            try tx.run(AuditEntry(in: act.city.id, at: now, by: act.actor, action, "retailer", retailer))
        }
    }
}

/// Who does something, and in which town.
package struct Act: Sendable {
    package let city: City
    package let actor: Actor

    package init(in city: City, by actor: Actor) {
        self.city = city
        self.actor = actor
    }
}

extension Tx {
    /// The retailer, locked; stale where it is no longer at `version` (nil: whatever it is at).
    mutating func hold(_ retailer: RetailerID, at version: Int64?, in city: CityID) throws -> Retailer {
        guard let found = try first(LockRetailer(city: city, retailer: retailer)) else { throw RetailerProblem.unknown }
        guard version == nil || version == found.version else { throw RetailerProblem.stale }
        return found
    }

    /// The branch, locked.
    mutating func hold(
        _ branch: ID<Branch>, of retailer: RetailerID, at version: Int64?, in city: CityID
    ) throws -> Branch {
        guard let found = try first(LockBranch(city: city, retailer: retailer, branch: branch)) else {
            throw RetailerProblem.unknown
        }
        guard version == nil || version == found.version else { throw RetailerProblem.stale }
        return found
    }
}
