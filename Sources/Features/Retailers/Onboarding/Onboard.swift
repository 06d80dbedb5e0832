import Accounts
import Cities
import Postgres
import Vocabulary

/// What the operator says to one requirement.
package struct RequirementDecision: Sendable {
    package let requirement: Requirement
    /// Accepted, waived or refused.
    package let state: SubmissionState
    package let note: String?

    package init(_ requirement: Requirement, _ state: SubmissionState, note: String? = nil) {
        self.requirement = requirement
        self.state = state
        self.note = note
    }
}

extension Retailers {
    /// A business asks to take part; who asks becomes its owner.
    package func apply(
        _ profile: RetailerProfile, mode: RetailerMode, by account: ID<Account>, with act: Act
    ) async throws -> RetailerID {
        try await enter(profile, mode: mode, state: .applied, owner: account, with: act)
    }

    /// The city asks a business in; the owner is added by the city once known.
    package func invite(_ profile: RetailerProfile, mode: RetailerMode, with act: Act) async throws -> RetailerID {
        try await enter(profile, mode: mode, state: .invited, owner: nil, with: act)
    }

    private func enter(
        _ profile: RetailerProfile, mode: RetailerMode, state: RetailerState, owner: ID<Account>?, with act: Act
    ) async throws -> RetailerID {
        let now = clock.now()
        let city = act.city.id
        let retailer = Retailer(
            id: .make(at: now), profile: profile, mode: mode, state: state, imprint: nil, pause: nil, version: 1)
        try await database.transaction(in: city) { tx in
            try tx.run(AddTrades(city: city, trades: Trade.common))
            try tx.run(InsertRetailer(city: city, retailer: retailer, source: nil, at: now))
            if let owner {
                let membership = Membership(role: .owner, retailer: retailer.id)
                try tx.run(GrantMembership(in: city, id: .make(at: now), account: owner, membership))
            }
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, state.rawValue, "retailer", retailer.id))
        }
        return retailer.id
    }

    /// One step of the state machine, by the retailer or by the city.
    package func advance(
        _ retailer: RetailerID, _ event: OnboardingEvent, by decider: Decider, reason: String?, with act: Act
    ) async throws -> RetailerState {
        let now = clock.now()
        let city = act.city.id
        return try await database.transaction(in: city) { tx in
            let held = try tx.hold(retailer, at: nil, in: city)
            let submissions = try tx.rows(ListSubmissions(city: city, retailer: retailer))
            let checklist = Checklist(mode: held.mode, submissions: submissions)
            let state = try held.state.after(event, by: decider, checklist: checklist, reason: reason)
            try tx.run(SetRetailerState(city: city, retailer: retailer, state: state))
            try tx.run(
                AuditEntry(in: city, at: now, by: act.actor, event.rawValue, "retailer", retailer, reason: reason))
            return state
        }
    }

    /// The retailer hands in one item. After approval the city has to look at it again, but the shop stays open.
    package func submit(
        _ requirement: Requirement, _ content: JSONText, of retailer: RetailerID, with act: Act
    ) async throws {
        let now = clock.now()
        let city = act.city.id
        try await database.transaction(in: city) { tx in
            let held = try tx.hold(retailer, at: nil, in: city)
            guard [.onboarding, .approved, .suspended].contains(held.state) else {
                throw RetailerProblem.wrongState(held.state, .submit)
            }
            try tx.run(
                PutSubmission(city: city, retailer: retailer, requirement: requirement, content: content, at: now))
            try tx.run(
                AuditEntry(in: city, at: now, by: act.actor, "submit-\(requirement.rawValue)", "retailer", retailer))
        }
    }

    /// The city accepts, waives or refuses one item.
    package func decide(_ decision: RequirementDecision, of retailer: RetailerID, with act: Act) async throws {
        let now = clock.now()
        let city = act.city.id
        try await database.transaction(in: city) { tx in
            let held = try tx.hold(retailer, at: nil, in: city)
            let submitted = try tx.rows(ListSubmissions(city: city, retailer: retailer))
            let isThere = submitted.contains { $0.requirement == decision.requirement }
            guard held.state != .terminated, isThere || decision.state == .waived else {
                throw RetailerProblem.requirementsMissing([decision.requirement])
            }
            try tx.run(
                DecideSubmission(city: city, retailer: retailer, decision: decision, by: act.actor.subject, at: now))
            try tx.run(
                AuditEntry(
                    in: city, at: now, by: act.actor, "\(decision.state.rawValue)-\(decision.requirement.rawValue)",
                    "retailer", retailer, reason: decision.note))
        }
    }

    /// How far a retailer is.
    package func onboarding(
        of retailer: RetailerID, in city: CityID
    ) async throws -> (retailer: Retailer, submissions: [Submission]) {
        guard let found = try await database.first(FindRetailer(city: city, retailer: retailer)) else {
            throw RetailerProblem.unknown
        }
        return (found, try await database.read(ListSubmissions(city: city, retailer: retailer), in: city))
    }

    /// Ids of the retailers in one state, the oldest first.
    package func pile(
        of state: RetailerState, in city: CityID, after position: RetailerID?, limit: Int
    ) async throws -> [RetailerID] {
        let after = position ?? RetailerID(high: 0, low: 0)
        return try await database.read(ListApplications(city: city, state: state, after: after, limit: limit))
    }
}

extension Checklist {
    init(mode: RetailerMode, submissions: [Submission]) {
        self.init(
            mode: mode, states: Dictionary(uniqueKeysWithValues: submissions.map { ($0.requirement, $0.state) }))
    }
}
