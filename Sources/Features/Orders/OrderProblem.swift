import Cities
import Vocabulary

/// Every "no" between basket and doorstep.
package enum OrderProblem: Problem, Equatable {
    case unknown
    case basketEmpty
    case tooManyLines
    /// By position in the basket: not offered any more, or a shop that takes no orders.
    case notOffered([Int])
    /// By position: how many are left.
    case tooFew([(line: Int, available: Int64)])
    case branchesOfOneShop
    case belowMinimum(missing: Money)
    case wrongZone
    case wrongBranch
    case contactIncomplete(String)
    /// The door was not found by its address.
    case addressUnknown(AddressGap)
    /// The door lies in no zone; the field that says where it is.
    case notServed(String)
    case ageNotConfirmed(Int)
    case summaryChanged
    case checkoutExpired
    case checkoutPlaced
    case wrongState(OrderState)
    case tooLateToCancel
    case picksMissing
    case nothingPacked
    case liableMissing
    /// By position: what must be chosen with it was not, or something that cannot be.
    case choicesOpen([Int])
    /// The shop still waits for the resident's answer.
    case substituteOpen
    /// The resident wants nothing else.
    case substituteUnwanted
    /// At most what the missing goods cost.
    case substituteDearer(Money)
    /// Other goods of the same branch, for goods that nothing stands for yet.
    case substituteUnfit
    case wrongCode
    case ageNotChecked(Int)
    case extendedEnough
    case codeTaken

    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.sentence == right.sentence && left.fields == right.fields
    }

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .tooFew, .notOffered, .summaryChanged, .checkoutExpired, .checkoutPlaced, .wrongState, .tooLateToCancel,
            .extendedEnough, .substituteOpen, .substituteUnwanted:
            .conflict
        case .codeTaken: .unavailable
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not-found"
        case .basketEmpty: "orders/basket-empty"
        case .tooManyLines: "orders/too-many-lines"
        case .notOffered: "orders/not-offered"
        case .tooFew: "orders/too-few"
        case .branchesOfOneShop: "orders/branches-of-one-shop"
        case .belowMinimum: "orders/below-minimum"
        case .wrongZone: "orders/wrong-zone"
        case .wrongBranch: "orders/wrong-branch"
        case .contactIncomplete: "orders/contact-incomplete"
        case .addressUnknown: "orders/address-unknown"
        case .notServed: CityProblem.notServed.code
        case .ageNotConfirmed: "orders/age-not-confirmed"
        case .summaryChanged: "orders/summary-changed"
        case .checkoutExpired: "orders/checkout-expired"
        case .checkoutPlaced: "orders/checkout-placed"
        case .wrongState: "orders/wrong-state"
        case .tooLateToCancel: "orders/too-late-to-cancel"
        case .picksMissing: "orders/picks-missing"
        case .nothingPacked: "orders/nothing-packed"
        case .liableMissing: "orders/liable-missing"
        case .choicesOpen: "orders/choices-open"
        case .substituteOpen: "orders/substitute-open"
        case .substituteUnwanted: "orders/substitute-unwanted"
        case .substituteDearer: "orders/substitute-dearer"
        case .substituteUnfit: "orders/substitute-unfit"
        case .wrongCode: "orders/wrong-code"
        case .ageNotChecked: "orders/age-not-checked"
        case .extendedEnough: "orders/extended-enough"
        case .codeTaken: "orders/busy"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is nothing here."
        case .basketEmpty: "The basket is empty."
        case .tooManyLines: "A basket holds 200 lines at most."
        case .notOffered: "Some of it is not offered any more. The rest of the basket stays."
        case .tooFew: "Of some there are too few left. The rest of the basket stays."
        case .branchesOfOneShop: "One purchase takes from one branch of each shop."
        case .belowMinimum(let missing): "The least value delivered there is not reached: \(missing) are missing."
        case .wrongZone: "This slot does not serve this address."
        case .wrongBranch: "Goods of this slot are fetched in another branch."
        case .contactIncomplete(let field): "For this, \(field) is needed."
        case .addressUnknown(.street): "No street here is called like this. Say with place where the door is."
        case .addressUnknown(.houseNumber): "This house number is not known here. Say with place where the door is."
        case .addressUnknown(.postcode): "The street is here, but with another postcode."
        case .notServed: CityProblem.notServed.sentence
        case .ageNotConfirmed(let age): "Some goods are for people of \(age) years or older: confirm the age."
        case .summaryChanged: "This is not the summary that was shown. Check out again."
        case .checkoutExpired: "The goods were kept for ten minutes. Check out again."
        case .checkoutPlaced: "This checkout was ordered already."
        case .wrongState(let state): "The order is \(state.rawValue)."
        case .tooLateToCancel: "The time in which residents can cancel is over."
        case .picksMissing: "Say of every line how many were packed."
        case .liableMissing: "The shop has begun to pack: say who answers for it."
        case .nothingPacked: "An order of nothing cannot be made ready: call it off."
        case .choicesOpen: "With some of it something must be chosen first, or chosen anew."
        case .substituteOpen: "The resident was asked about other goods and has not answered yet."
        case .substituteUnwanted: "The resident wants nothing else instead."
        case .substituteDearer(let most): "What stands for missing goods must not cost more than they do: \(most)."
        case .substituteUnfit: "These goods cannot stand for that line."
        case .wrongCode: "This is not the code of the purchase."
        case .ageNotChecked(let age): "Some goods are for people of \(age) years or older: look at a document."
        case .extendedEnough: "The goods were kept long enough. Order, or check out again later."
        case .codeTaken: "Try again."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .notOffered(let lines):
            lines.map { FieldProblem("/lines/\($0)", "not-offered", "is not offered any more") }
        case .tooFew(let lines):
            lines.map { FieldProblem("/lines/\($0.line)/quantity", "too-few", "\($0.available) are left") }
        case .contactIncomplete(let field): [FieldProblem("/contact/\(field)", "required", "is missing")]
        case .addressUnknown(let gap): [FieldProblem("/contact/\(gap.rawValue)", "unknown", "is not known here")]
        case .notServed(let field): [FieldProblem("/contact/\(field)", "not-served", "lies where nobody delivers")]
        case .liableMissing: [FieldProblem("/liable", "required", "is missing")]
        case .choicesOpen(let lines):
            lines.map { FieldProblem("/lines/\($0)/choices", "choices", "must be chosen as the shop asks for it") }
        case .wrongCode: [FieldProblem("/code", "wrong", "is not the code of the purchase")]
        case .ageNotChecked: [FieldProblem("/ageChecked", "required", "must be true")]
        default: []
        }
    }

    package var retryAfterSeconds: Int? { if case .codeTaken = self { 1 } else { nil } }
}
