import Vocabulary

/// Every "no" about places.
package enum PlacesProblem: Problem, Equatable {
    /// No extract was imported for this town.
    case noRoads
    case unknownProfile
    /// No extract was imported for this town, or by a program that drew no maps.
    case noMap
    /// Maps are drawn from zoom 11 to 18.
    case noZoom
    case noCondition

    package var kind: ProblemKind { .notFound }

    package var code: String {
        switch self {
        case .noRoads: "places/no-roads"
        case .noMap: "places/no-map"
        case .noZoom: "places/no-zoom"
        case .unknownProfile, .noCondition: "not-found"
        }
    }

    package var sentence: String {
        switch self {
        case .noRoads: "This town has no road network yet."
        case .noMap: "This town has no map yet."
        case .noZoom: "The map is drawn from zoom 11 to zoom 18."
        case .unknownProfile, .noCondition: "There is nothing here."
        }
    }
}
