import Vocabulary

/// What a search can be refused for.
package enum SearchProblem: Problem, Equatable {
    /// This process has not read the town yet; it does so at its start.
    case filling
    case unknownDistrict
    case unknownCategory
    case unknownZone
    /// To sort by distance, somebody must say from where.
    case nowhere

    package var kind: ProblemKind {
        self == .filling ? .unavailable : .malformed
    }

    package var code: String {
        switch self {
        case .filling: "search/filling"
        case .unknownDistrict: "search/unknown-district"
        case .unknownCategory: "search/unknown-category"
        case .unknownZone: "search/unknown-zone"
        case .nowhere: "search/nowhere"
        }
    }

    package var sentence: String {
        switch self {
        case .filling: "The search of this town is being filled."
        case .unknownDistrict: "There is no such district in this town."
        case .unknownCategory: "There is no such category in this town."
        case .unknownZone: "There is no such delivery zone in this town."
        case .nowhere: "Sorting by distance needs near or a place in deliverableAt."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .filling: []
        case .unknownDistrict: [FieldProblem("district", "enum", "is no district of this town")]
        case .unknownCategory: [FieldProblem("category", "enum", "is no category of this town")]
        case .unknownZone: [FieldProblem("deliverableAt", "enum", "is no zone of this town")]
        case .nowhere: [FieldProblem("sort", "near", "needs a place to measure from")]
        }
    }

    package var retryAfterSeconds: Int? { self == .filling ? 1 : nil }
}
