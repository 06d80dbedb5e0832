import Testing
import Vocabulary

@testable import Retailers

@Suite struct OnboardingTests {
    static let settled = Checklist(
        mode: .orders, states: Dictionary(uniqueKeysWithValues: Requirement.allCases.map { ($0, .accepted) }))

    /// Written apart from the code, from the words of the design: state, event, state.
    static let steps: [(RetailerState, OnboardingEvent, RetailerState)] = [
        (.applied, .begin, .onboarding), (.invited, .begin, .onboarding), (.onboarding, .submit, .readyForReview),
        (.readyForReview, .sendBack, .onboarding), (.readyForReview, .approve, .approved),
        (.readyForReview, .reject, .rejected), (.applied, .reject, .rejected), (.approved, .suspend, .suspended),
        (.suspended, .reinstate, .approved), (.applied, .terminate, .terminated), (.invited, .terminate, .terminated),
        (.onboarding, .terminate, .terminated), (.readyForReview, .terminate, .terminated),
        (.approved, .terminate, .terminated), (.rejected, .terminate, .terminated),
        (.suspended, .terminate, .terminated),
    ]

    @Test(arguments: RetailerState.allCases, OnboardingEvent.allCases)
    func `every pair of state and step is either in the table or a conflict`(
        state: RetailerState, event: OnboardingEvent
    ) throws {
        let decider: Decider = event.deciders.contains(.operator) ? .operator : .retailer
        let expected = Self.steps.first { $0.0 == state && $0.1 == event }?.2
        do throws(RetailerProblem) {
            let next = try state.after(event, by: decider, checklist: Self.settled, reason: "because")
            #expect(next == expected)
        } catch {
            #expect(expected == nil)
            #expect(error == .wrongState(state, event))
            #expect(error.kind == .conflict)
        }
    }

    @Test func `nothing is published before every required item is accepted or waived`() {
        for mode in RetailerMode.allCases {
            let required = Requirement.required(for: mode)
            for item in required {
                for state in [SubmissionState.submitted, .refused, nil] {
                    var states = Dictionary(uniqueKeysWithValues: required.map { ($0, SubmissionState.waived) })
                    states[item] = state
                    let checklist = Checklist(mode: mode, states: states)
                    #expect(throws: RetailerProblem.requirementsMissing([item])) {
                        try RetailerState.readyForReview.after(
                            .approve, by: .operator, checklist: checklist, reason: nil)
                    }
                }
            }
        }
    }

    @Test func `a directory entry needs identity and imprint alone`() throws {
        let checklist = Checklist(mode: .directory, states: [.identity: .accepted, .imprint: .waived])
        let next = try RetailerState.readyForReview.after(
            .approve, by: .operator, checklist: checklist, reason: nil)
        #expect(next == .approved)
    }

    @Test func `nobody approves themselves, and a rejection has a reason`() {
        #expect(throws: RetailerProblem.notTheirDecision) {
            try RetailerState.readyForReview.after(.approve, by: .retailer, checklist: Self.settled, reason: nil)
        }
        #expect(throws: RetailerProblem.reasonMissing) {
            try RetailerState.readyForReview.after(.reject, by: .operator, checklist: Self.settled, reason: nil)
        }
    }
}
