import Vocabulary

/// Every "no" about money.
package enum PaymentProblem: Problem, Equatable {
    case unknown
    /// The city does not offer this way to pay.
    case methodNotOffered
    /// The purchase is charged already.
    case chargedAlready
    /// More than what is left of the share.
    case beyondShare
    /// Money of this share came in already: give it back instead of reversing it.
    case captured
    case refundBeyondCaptured
    /// This event stands in the books already.
    case postedAlready

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .methodNotOffered: .invalid
        case .chargedAlready, .beyondShare, .captured, .refundBeyondCaptured, .postedAlready: .conflict
        }
    }

    package var code: String {
        switch self {
        case .unknown: "payments/unknown"
        case .methodNotOffered: "payments/method-not-offered"
        case .chargedAlready: "payments/charged-already"
        case .beyondShare: "payments/beyond-share"
        case .captured: "payments/captured"
        case .refundBeyondCaptured: "payments/refund-beyond-captured"
        case .postedAlready: "payments/posted-already"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is no such payment."
        case .methodNotOffered: "This way to pay is not offered."
        case .chargedAlready: "This purchase has its payment already."
        case .beyondShare: "That is more than what is left of this order."
        case .captured: "This order was paid already; it can be refunded."
        case .refundBeyondCaptured: "No more can be given back than was paid."
        case .postedAlready: "This was booked already."
        }
    }
}
