/// Who rides or walks.
public enum RoadProfile: String, Sendable, CaseIterable {
    case bicycle
    case cargoBicycle = "cargo-bicycle"
    case car
    case foot

    /// Tags that say who may go where, the most special first.
    var accessKeys: [String] {
        switch self {
        case .bicycle, .cargoBicycle: ["bicycle", "vehicle", "access"]
        case .car: ["motorcar", "motor_vehicle", "vehicle", "access"]
        case .foot: ["foot", "access"]
        }
    }

    /// Values of those tags that keep this one out.
    func isShutOut(by access: String) -> Bool {
        switch access {
        case "no", "private", "agricultural", "forestry", "military", "emergency": true
        case "use_sidepath", "delivery": self != .foot
        case "psv", "bus", "taxi", "official", "foot", "customers", "permit", "residents": self == .car
        default: false
        }
    }

    /// Turn bans name vehicles by these words.
    var restrictionWords: [String] {
        switch self {
        case .bicycle, .cargoBicycle: ["bicycle"]
        case .car: ["motorcar", "motor_vehicle", "vehicle"]
        case .foot: ["foot"]
        }
    }

    /// What waiting at a junction costs, hundredths of a second: who comes from the smaller street, and the others.
    var waiting: (yielding: Int32, passing: Int32) {
        switch self {
        case .bicycle, .cargoBicycle: (250, 50)
        case .car: (400, 50)
        case .foot: (0, 0)
        }
    }
}
