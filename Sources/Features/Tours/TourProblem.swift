import Vocabulary

/// Every "no" about fleets and tours.
package enum TourProblem: Problem, Equatable {
    case unknown
    case wrongState(String)
    case stopSettled(String)
    case stale
    case nameTaken
    case shiftTwice
    case alreadyRiding
    case notStarted
    case pickupsFirst
    case wrongCode
    case ageNotChecked
    case failureDoesNotFit
    case unknownPerson

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .stale: .stale
        case .wrongCode, .ageNotChecked, .failureDoesNotFit, .unknownPerson: .invalid
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not-found"
        case .wrongState: "tours/wrong-state"
        case .stopSettled: "tours/stop-settled"
        case .stale: "stale"
        case .nameTaken: "tours/name-taken"
        case .shiftTwice: "tours/shift-twice"
        case .alreadyRiding: "tours/already-riding"
        case .notStarted: "tours/not-started"
        case .pickupsFirst: "tours/pickups-first"
        case .wrongCode: "tours/wrong-code"
        case .ageNotChecked: "tours/age-not-checked"
        case .failureDoesNotFit: "tours/failure-does-not-fit"
        case .unknownPerson: "tours/unknown-person"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is nothing here."
        case .wrongState(let state): "The tour is \(state)."
        case .stopSettled(let state): "The stop is \(state) already."
        case .stale: "It was changed since it was read. Read it again."
        case .nameTaken: "Another vehicle has this name."
        case .shiftTwice: "This courier has a shift that begins at that moment."
        case .alreadyRiding: "One of these purchases was put on another tour meanwhile."
        case .notStarted: "The tour has not begun."
        case .pickupsFirst: "Something for this door was not fetched yet."
        case .wrongCode: "This is not the code of the delivery."
        case .ageNotChecked: "These goods need a look at the age: say what came of it."
        case .failureDoesNotFit: "That cannot happen at such a stop."
        case .unknownPerson: "There is no courier with this address."
        }
    }
}
