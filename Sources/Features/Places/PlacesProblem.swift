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
    /// No extract with addresses was imported for this town.
    case noAddresses
    case noAddressNear
    case noCorrection
    /// No street of this name and postcode.
    case unknownStreet

    package var kind: ProblemKind {
        switch self {
        case .unknownStreet: .invalid
        default: .notFound
        }
    }

    package var code: String {
        switch self {
        case .noRoads: "places/no-roads"
        case .noMap: "places/no-map"
        case .noZoom: "places/no-zoom"
        case .noAddresses: "places/no-addresses"
        case .noAddressNear: "places/no-address-near"
        case .unknownStreet: "places/unknown-street"
        case .unknownProfile, .noCondition, .noCorrection: "not-found"
        }
    }

    package var sentence: String {
        switch self {
        case .noRoads: "This town has no road network yet."
        case .noMap: "This town has no map yet."
        case .noZoom: "The map is drawn from zoom 11 to zoom 18."
        case .noAddresses: "This town has no addresses yet."
        case .noAddressNear: "No house is known near this point."
        case .unknownStreet: "No street here has this name and postcode."
        case .unknownProfile, .noCondition, .noCorrection: "There is nothing here."
        }
    }
}
