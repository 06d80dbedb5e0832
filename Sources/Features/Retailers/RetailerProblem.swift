import Vocabulary

/// Every "no" that the directory and its onboarding can say.
package enum RetailerProblem: Problem, Equatable {
    case unknown
    case notTheirDecision
    case wrongState(RetailerState, OnboardingEvent)
    case requirementsMissing([Requirement])
    case reasonMissing
    case nameTaken
    case hours(pointer: String, HoursRefusal)
    case stale
    case unknownTrade
    case unknownDistrict
    case notOpenNow
    case pauseInThePast
    case modeNeedsReview
    case wrongCursor
    case unreadableFile([FieldProblem])

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .notTheirDecision: .forbidden
        case .wrongState, .requirementsMissing, .nameTaken, .notOpenNow, .modeNeedsReview: .conflict
        case .stale: .stale
        case .reasonMissing, .hours, .unknownTrade, .unknownDistrict, .pauseInThePast: .invalid
        case .wrongCursor, .unreadableFile: .malformed
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not-found"
        case .notTheirDecision: "retailers/not-your-decision"
        case .wrongState: "retailers/wrong-state"
        case .requirementsMissing: "retailers/requirements-missing"
        case .reasonMissing: "retailers/reason-missing"
        case .nameTaken: "retailers/name-taken"
        case .hours: "retailers/hours"
        case .stale: "stale"
        case .unknownTrade: "retailers/unknown-trade"
        case .unknownDistrict: "retailers/unknown-district"
        case .notOpenNow: "retailers/not-open-now"
        case .pauseInThePast: "retailers/pause-in-the-past"
        case .modeNeedsReview: "retailers/mode-needs-review"
        case .wrongCursor: "request/cursor"
        case .unreadableFile: "retailers/unreadable-file"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is nothing here."
        case .notTheirDecision: "This step is not theirs to take."
        case .wrongState(let state, let event):
            "A retailer that is \(state.rawValue) cannot take the step \(event.rawValue)."
        case .requirementsMissing(let items): "Still open: \(items.map(\.rawValue).joined(separator: ", "))."
        case .reasonMissing: "This step needs a reason."
        case .nameTaken: "A retailer of this name exists already."
        case .hours(_, let refusal): "Opening hours, character \(refusal.offset + 1): \(refusal.sentence)."
        case .stale: "It was changed since it was read. Read it again."
        case .unknownTrade: "There is no such trade."
        case .unknownDistrict: "There is no such district."
        case .notOpenNow: "It is closed at the moment, so there is no end to wait for."
        case .pauseInThePast: "A pause ends in the future, within 90 days."
        case .modeNeedsReview: "An approved retailer changes its mode through the operator."
        case .wrongCursor: "The cursor belongs to another list."
        case .unreadableFile: "The file cannot be read."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .hours(let pointer, let refusal):
            [FieldProblem(pointer, "hours", "character \(refusal.offset + 1): \(refusal.sentence)")]
        case .requirementsMissing(let items):
            items.map { FieldProblem($0.rawValue, "required", "is not settled") }
        case .unreadableFile(let fields): fields
        default: []
        }
    }
}
