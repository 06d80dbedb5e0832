import Vocabulary

/// What a search can be refused for.
package enum SearchProblem: Problem, Equatable {
    /// This process has not read the town yet; it does so at its start.
    case filling
    case unknownDistrict
    case unknownCategory
    case unknownZone
    /// A slot that does not go there, or takes nobody any more.
    case unknownSlot
    /// When goods should come says nothing without where.
    case whereTo
    /// Somebody else chose since the version that was read.
    case stale
    /// To sort by distance, somebody must say from where.
    case nowhere

    package var kind: ProblemKind {
        switch self {
        case .filling: .unavailable
        case .stale: .stale
        default: .malformed
        }
    }

    package var code: String {
        switch self {
        case .filling: "search/filling"
        case .unknownDistrict: "search/unknown-district"
        case .unknownCategory: "search/unknown-category"
        case .unknownZone: "search/unknown-zone"
        case .unknownSlot: "search/unknown-slot"
        case .whereTo: "search/where-to"
        case .stale: "search/stale"
        case .nowhere: "search/nowhere"
        }
    }

    package var sentence: String {
        switch self {
        case .filling: "The search of this town is being filled."
        case .unknownDistrict: "There is no such district in this town."
        case .unknownCategory: "There is no such category in this town."
        case .unknownZone: "There is no such delivery zone in this town."
        case .unknownSlot: "There is no such slot there that still takes orders."
        case .whereTo: "deliverableIn needs a place or zone in deliverableAt."
        case .stale: "The search was tuned by somebody else meanwhile."
        case .nowhere: "Sorting by distance needs near or a place in deliverableAt."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .filling, .stale: []
        case .unknownDistrict: [FieldProblem("district", "enum", "is no district of this town")]
        case .unknownCategory: [FieldProblem("category", "enum", "is no category of this town")]
        case .unknownZone: [FieldProblem("deliverableAt", "enum", "is no zone of this town")]
        case .unknownSlot: [FieldProblem("deliverableIn", "enum", "is no open slot there")]
        case .whereTo: [FieldProblem("deliverableIn", "deliverableAt", "needs a place or zone to deliver to")]
        case .nowhere: [FieldProblem("sort", "near", "needs a place to measure from")]
        }
    }

    package var retryAfterSeconds: Int? { self == .filling ? 1 : nil }
}
