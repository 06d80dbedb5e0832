/// How fast one goes along a way and against it, in kilometres an hour; 0 where one must not.
struct RoadSpeed: Equatable {
    var forward: Double
    var backward: Double

    static let none = RoadSpeed(forward: 0, backward: 0)

    init(forward: Double, backward: Double) {
        self.forward = forward
        self.backward = backward
    }

    /// What the tags of a way mean for a profile.
    init(_ tags: Tags, for profile: RoadProfile) {
        guard let highway = tags["highway"] ?? Self.stillAWay(tags), tags["area"] != "yes",
            !["construction", "proposed", "abandoned", "platform"].contains(highway),
            tags["route"] != "ferry"
        else {
            self = .none
            return
        }
        self = WayReader(tags: tags, highway: highway, profile: profile).speed
    }

    /// Piers may be walked on like paths.
    private static func stillAWay(_ tags: Tags) -> String? { tags["man_made"] == "pier" ? "footway" : nil }
}

/// The tags of one way, seen by one profile.
private struct WayReader {
    let tags: Tags
    let highway: String
    let profile: RoadProfile

    var speed: RoadSpeed {
        switch profile {
        case .bicycle, .cargoBicycle: cycling
        case .car: driving
        case .foot: walking
        }
    }

    private var access: String? { profile.accessKeys.lazy.compactMap { tags[$0] }.first }
    private var isAllowed: Bool { access.map { profile.isShutOut(by: $0) } != true }
    private var isExplicit: Bool { ["yes", "designated", "permissive"].contains(tags[profile.accessKeys[0]]) }

    // MARK: bicycles

    private static let cycling: [String: Double] = [
        "cycleway": 15, "primary": 15, "primary_link": 15, "secondary": 15, "secondary_link": 15, "tertiary": 15,
        "tertiary_link": 15, "residential": 15, "unclassified": 15, "living_street": 15, "service": 15, "road": 15,
        "track": 12, "path": 13,
    ]
    private static let pushing: [String: Double] = ["footway": 4, "pedestrian": 4, "steps": 2, "corridor": 4]

    private var cycling: RoadSpeed {
        guard isAllowed, !isTooNarrow, tags["motorroad"] != "yes", !hasPathBeside else { return .none }
        if profile == .cargoBicycle, highway == "steps" || tags["cargo_bike"] == "no" { return .none }
        let ride = ["trunk", "trunk_link"].contains(highway) ? (isExplicit ? 15 : 0) : Self.cycling[highway] ?? 0
        let onFoot = tags["foot"] == "no" ? 0 : Self.pushing[highway] ?? (ride > 0 ? 4 : 0)
        if tags["bicycle"] == "dismount" { return RoadSpeed(forward: onFoot, backward: onFoot) }
        let allowed = Self.pushing[highway] != nil && highway != "steps" && isExplicit ? 13 : ride
        guard allowed > 0 else { return RoadSpeed(forward: onFoot, backward: onFoot) }
        let smooth = onGround(min(allowed, maxSpeed ?? allowed))
        let (along, against) = directions
        let roundabout = ["roundabout", "circular"].contains(tags["junction"])
        let push = roundabout ? 0 : min(onFoot, smooth)
        return RoadSpeed(forward: along ? smooth : push, backward: against ? smooth : push)
    }

    private var isTooNarrow: Bool {
        guard profile == .cargoBicycle, let width = metres("width") ?? metres("maxwidth:physical") else { return false }
        return width < 0.9
    }

    /// A path beside the street that must be taken is drawn as a way of its own.
    private var hasPathBeside: Bool {
        !isExplicit && tags["bicycle"] != "destination"
            && ["cycleway", "cycleway:both", "cycleway:left", "cycleway:right"].contains { tags[$0] == "separate" }
    }

    private static let surfaces: [String: Double] = [
        "wood": 10, "metal": 10, "cobblestone:flattened": 10, "paving_stones": 15, "compacted": 12, "cobblestone": 7,
        "unhewn_cobblestone": 7, "sett": 9, "unpaved": 8, "fine_gravel": 10, "gravel": 7, "pebblestone": 6,
        "grass_paver": 7, "ground": 9, "dirt": 8, "earth": 7, "grass": 6, "mud": 3, "sand": 3, "woodchips": 4,
    ]

    private func onGround(_ speed: Double) -> Double {
        var speed = min(speed, tags["surface"].flatMap { Self.surfaces[$0] } ?? speed)
        if profile == .cargoBicycle {
            if let steep = steepness { speed /= 1 + max(0, steep - 3) / 6 }
            if ["very_bad", "horrible", "very_horrible", "impassable"].contains(tags["smoothness"]) { speed /= 2 }
        }
        return speed
    }

    /// Per cent of rise, where it is written as a number.
    private var steepness: Double? {
        guard let incline = tags["incline"], incline.hasSuffix("%") else { return nil }
        return Double(incline.dropLast()).map(\.magnitude)
    }

    // MARK: cars

    private static let driving: [String: Double] = [
        "motorway": 90, "motorway_link": 45, "trunk": 85, "trunk_link": 40, "primary": 65, "primary_link": 30,
        "secondary": 55, "secondary_link": 25, "tertiary": 40, "tertiary_link": 20, "unclassified": 25,
        "residential": 25, "living_street": 10, "service": 15, "road": 15,
    ]
    private static let driveable: [String: Double] = [
        "cobblestone": 30, "sett": 40, "gravel": 40, "unpaved": 40, "ground": 40, "dirt": 40, "grass": 40,
        "pebblestone": 40, "grass_paver": 40, "earth": 20, "sand": 20, "mud": 10,
    ]

    private var driving: RoadSpeed {
        guard isAllowed, let usual = Self.driving[highway] ?? (isExplicit ? 10 : nil),
            !["emergency_access"].contains(tags["service"])
        else { return .none }
        // A limit is what the sign allows; lights, bends and others leave four fifths of it.
        var speed = maxSpeed.map { $0 * 0.8 } ?? usual
        speed = min(speed, tags["surface"].flatMap { Self.driveable[$0] } ?? speed)
        let (along, against) = directions
        return RoadSpeed(forward: along ? speed : 0, backward: against ? speed : 0)
    }

    // MARK: on foot

    private static let noWalking: Set = ["motorway", "motorway_link", "trunk", "trunk_link"]
    private static let ways: Set = [
        "cycleway", "bridleway", "footway", "pedestrian", "steps", "path", "track", "corridor",
    ]

    private var walking: RoadSpeed {
        let isKnown = Self.ways.contains(highway) || Self.cycling[highway] != nil
        guard isAllowed, isExplicit || (isKnown && !Self.noWalking.contains(highway)),
            tags["sidewalk"] != "separate" || isExplicit
        else { return .none }
        if highway == "cycleway", !isExplicit, tags["segregated"] == nil, tags["foot"] == nil { return .none }
        let speed: Double = highway == "steps" ? 2.5 : ["mud", "sand"].contains(tags["surface"]) ? 3 : 5
        let isOneWay = ["yes", "1", "true"].contains(tags["oneway:foot"] ?? "")
        return RoadSpeed(forward: speed, backward: isOneWay ? 0 : speed)
    }

    // MARK: shared

    /// Whether one may ride along the way, and against it.
    private var directions: (along: Bool, against: Bool) {
        var rule = tags["oneway"]
        if profile != .car {
            if let own = tags["oneway:bicycle"] { rule = own } else if goesAgainst { rule = "no" }
        }
        switch rule {
        case "yes", "1", "true": return (true, false)
        case "-1", "reverse": return (false, true)
        case "no", "0", "false": return (true, true)
        default:
            let isImplied = ["roundabout", "circular"].contains(tags["junction"]) || highway == "motorway"
            return (true, !isImplied)
        }
    }

    /// A lane or track against a one-way street.
    private var goesAgainst: Bool {
        ["cycleway", "cycleway:both", "cycleway:left", "cycleway:right"].contains {
            tags[$0]?.hasPrefix("opposite") == true
        } || ["cycleway:left:oneway", "cycleway:right:oneway"].contains { ["no", "-1"].contains(tags[$0]) }
    }

    /// In kilometres an hour.
    private var maxSpeed: Double? {
        guard let text = tags["maxspeed"] else { return nil }
        if text.hasSuffix(" mph") { return Double(text.dropLast(4)).map { $0 * 1.609344 } }
        if let number = Double(text), number > 0 { return number }
        return ["walk": 7, "DE:urban": 50, "DE:rural": 90, "DE:living_street": 7, "none": 130][text]
    }

    private func metres(_ key: String) -> Double? {
        tags[key].flatMap { Double($0.hasSuffix(" m") ? String($0.dropLast(2)) : $0) }
    }
}

extension Tags {
    /// How important a street is at its junctions.
    var roadRank: UInt8 {
        switch self["highway"] {
        case "motorway", "trunk", "motorway_link", "trunk_link": 6
        case "primary", "primary_link": 5
        case "secondary", "secondary_link": 4
        case "tertiary", "tertiary_link": 3
        case "residential", "unclassified", "living_street", "road": 2
        case "service", "cycleway", "track", "pedestrian": 1
        default: 0
        }
    }
}
