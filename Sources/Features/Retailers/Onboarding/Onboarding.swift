import Postgres
import Web

/// Where a retailer stands between asking to take part and being seen (the way of a business into the directory).
package enum RetailerState: String, CaseIterable, Stored, JSONReadable, JSONWritable, Sendable {
    case applied, invited, onboarding, readyForReview = "ready_for_review", approved, rejected, suspended, terminated
}

/// Directory only (found, not ordered from), or taking orders as well.
package enum RetailerMode: String, CaseIterable, Stored, JSONReadable, JSONWritable, Sendable {
    case directory, orders
}

/// What can happen to a retailer's standing.
package enum OnboardingEvent: String, CaseIterable, Sendable, JSONReadable, JSONWritable {
    /// The retailer opens the checklist.
    case begin
    /// The retailer hands everything in.
    case submit
    /// The operator finds something missing.
    case sendBack = "send_back"
    case approve
    case reject
    case suspend
    case reinstate
    case terminate

    /// From where, to where. This table is the whole state machine; every pair that is not in it is a conflict.
    package var step: (from: Set<RetailerState>, to: RetailerState) {
        switch self {
        case .begin: ([.applied, .invited], .onboarding)
        case .submit: ([.onboarding], .readyForReview)
        case .sendBack: ([.readyForReview], .onboarding)
        case .approve: ([.readyForReview], .approved)
        case .reject: ([.applied, .readyForReview], .rejected)
        case .suspend: ([.approved], .suspended)
        case .reinstate: ([.suspended], .approved)
        case .terminate:
            (
                [.applied, .invited, .onboarding, .readyForReview, .approved, .rejected, .suspended], .terminated
            )
        }
    }

    /// Who decides. Termination is the retailer's and the operator's.
    package var deciders: Set<Decider> {
        switch self {
        case .begin, .submit: [.retailer]
        case .sendBack, .approve, .reject, .suspend, .reinstate: [.operator]
        case .terminate: [.retailer, .operator]
        }
    }

    /// A statement of reasons is owed to the retailer (Regulation (EU) 2019/1150, article 4).
    package var needsReason: Bool {
        switch self {
        case .reject, .suspend, .sendBack, .terminate: true
        case .begin, .submit, .approve, .reinstate: false
        }
    }
}

package enum Decider: String, Sendable { case retailer, `operator` }

/// One thing a retailer must show before it is published.
package enum Requirement: String, CaseIterable, Stored, JSONReadable, JSONWritable, Sendable {
    case identity, imprint
    /// Traceability of traders, article 30 of Regulation (EU) 2022/2065.
    case traderData = "trader_data"
    case selfCertification = "self_certification"
    case vatData = "vat_data"
    case terms
    case payoutAccount = "payout_account"

    /// A directory entry asks for little, or nine of ten shops would never come.
    package static func required(for mode: RetailerMode) -> [Requirement] {
        switch mode {
        case .directory: [.identity, .imprint]
        case .orders: allCases
        }
    }
}

package enum SubmissionState: String, CaseIterable, Stored, JSONReadable, JSONWritable, Sendable {
    case submitted, accepted, waived, refused
}

/// The checklist: what is required in a mode, and how far each item is.
package struct Checklist: Sendable {
    package let mode: RetailerMode
    package let states: [Requirement: SubmissionState]

    package init(mode: RetailerMode, states: [Requirement: SubmissionState]) {
        self.mode = mode
        self.states = states
    }

    /// Not yet handed in, or refused.
    package var missing: [Requirement] {
        Requirement.required(for: mode).filter { states[$0] == nil || states[$0] == .refused }
    }

    /// Neither accepted nor waived.
    package var unsettled: [Requirement] {
        Requirement.required(for: mode).filter { states[$0] != .accepted && states[$0] != .waived }
    }
}

extension RetailerState {
    /// The state after `event`, or the "no": wrong state, incomplete checklist, missing reason.
    package func after(
        _ event: OnboardingEvent, by decider: Decider, checklist: Checklist, reason: String?
    ) throws(RetailerProblem) -> RetailerState {
        guard event.deciders.contains(decider) else { throw .notTheirDecision }
        guard event.step.from.contains(self) else { throw .wrongState(self, event) }
        if event.needsReason, reason == nil { throw .reasonMissing }
        switch event {
        case .submit where !checklist.missing.isEmpty: throw .requirementsMissing(checklist.missing)
        case .approve where !checklist.unsettled.isEmpty: throw .requirementsMissing(checklist.unsettled)
        case .reinstate where !checklist.unsettled.isEmpty: throw .requirementsMissing(checklist.unsettled)
        default: return event.step.to
        }
    }
}
