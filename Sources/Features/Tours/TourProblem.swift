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
    /// Another device made a command of this id.
    case commandTaken
    case unknownPurchase
    case goodsAboard
    case stepDoesNotFit
    case notFailed

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .stale: .stale
        case .wrongCode, .ageNotChecked, .failureDoesNotFit, .unknownPerson, .stepDoesNotFit, .unknownPurchase: .invalid
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
        case .commandTaken: "tours/command-taken"
        case .unknownPurchase: "tours/unknown-purchase"
        case .goodsAboard: "tours/goods-aboard"
        case .stepDoesNotFit: "tours/step-does-not-fit"
        case .notFailed: "tours/not-failed"
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
        case .commandTaken: "Another device made a command of this id."
        case .unknownPurchase: "There is no such purchase, order or shift to plan in this time."
        case .goodsAboard: "Goods of this purchase are aboard already: it stays on its tour."
        case .stepDoesNotFit: "That is no way on after such a failure."
        case .notFailed: "The stop has not failed, or its next step is chosen."
        }
    }
}
