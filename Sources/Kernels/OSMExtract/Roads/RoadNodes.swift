/// What the tags of a node mean for those who pass it.
enum RoadNode {
    /// Whether nobody of this profile gets through.
    static func isBlocked(_ tags: Tags, for profile: RoadProfile) -> Bool {
        let isCrossing = tags["highway"] == "crossing"
        if let access = profile.accessKeys.lazy.compactMap({ tags[$0] }).first {
            if isCrossing { return false }
            if profile.isShutOut(by: access) { return true }
            return profile == .cargoBicycle && isTooNarrow(tags)
        }
        guard let barrier = tags["barrier"] else { return false }
        switch profile {
        case .car:
            let open = [
                "cattle_grid", "border_control", "toll_booth", "sally_port", "no", "entrance", "arch", "kerb",
                "height_restrictor", "gate", "lift_gate", "swing_gate",
            ]
            return !open.contains(barrier) && tags["bollard"] != "rising"
        case .cargoBicycle:
            return ["wall", "fence", "stile", "turnstile", "kissing_gate", "yes"].contains(barrier)
                || isTooNarrow(tags)
        case .bicycle, .foot: return ["wall", "fence", "yes"].contains(barrier)
        }
    }

    private static func isTooNarrow(_ tags: Tags) -> Bool {
        if tags["cargo_bike"] == "no" { return true }
        let opening = (tags["maxwidth:physical"] ?? tags["opening"] ?? tags["maxwidth"]).flatMap { Double($0) }
        if let opening { return opening < 0.9 }
        return tags["barrier"] == "cycle_barrier" && tags["cargo_bike"] != "yes"
    }

    /// Hundredths of a second at a traffic light.
    static func delay(_ tags: Tags) -> Int32? { tags["highway"] == "traffic_signals" ? 200 : nil }
}
