import Vocabulary

/// Every "no" about a town as a whole.
package enum CityProblem: Problem, Equatable {
    case unknown
    case slugTaken
    case slugShape
    case stale
    /// Ordering rests; until when and why.
    case paused(until: Instant, notice: String?)
    /// No zone holds this address.
    case notServed

    package var kind: ProblemKind {
        switch self {
        case .unknown: .notFound
        case .slugTaken, .paused: .conflict
        case .stale: .stale
        case .notServed, .slugShape: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not-found"
        case .slugTaken: "cities/slug-taken"
        case .slugShape: "cities/slug-shape"
        case .stale: "stale"
        case .paused: "cities/paused"
        case .notServed: "cities/not-served"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is nothing here."
        case .slugTaken: "Another one has this slug."
        case .slugShape: "A slug is 2 to 63 lower-case letters a-z, digits and hyphens, a letter first."
        case .stale: "It was changed since it was read. Read it again."
        case .paused(let until, let notice): "No orders are taken until \(until).\(notice.map { " " + $0 } ?? "")"
        case .notServed: "Nobody delivers to this address."
        }
    }
}
