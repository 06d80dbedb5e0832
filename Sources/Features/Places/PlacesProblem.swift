import Vocabulary

/// Every "no" about places.
package enum PlacesProblem: Problem, Equatable {
    /// No extract was imported for this town.
    case noRoads
    case unknownProfile
    case noCondition

    package var kind: ProblemKind { .notFound }

    package var code: String {
        switch self {
        case .noRoads: "places/no-roads"
        case .unknownProfile, .noCondition: "not-found"
        }
    }

    package var sentence: String {
        switch self {
        case .noRoads: "This town has no road network yet."
        case .unknownProfile, .noCondition: "There is nothing here."
        }
    }
}
