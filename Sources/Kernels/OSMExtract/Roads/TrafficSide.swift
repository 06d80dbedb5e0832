/// On which side of the street traffic keeps.
public enum TrafficSide: String, Sendable, CaseIterable {
    case right, left
}

/// What an extract tells about its traffic: countries that its tags name, else the sense of its roundabouts.
struct SideWitnesses {
    private var countries: (left: Int, right: Int) = (0, 0)
    /// Ways of roundabouts, and whether traffic runs against their drawing.
    private var roundabouts: [(way: Int, isReverse: Bool)] = []

    /// A node, way or relation of any kind.
    mutating func take(_ tags: Tags) {
        if tags["admin_level"] == "2", let side = tags["driving_side"].flatMap(TrafficSide.init) {
            add(side, 1_000_000)
        }
        for key in Self.countryKeys {
            guard let code = tags[key]?.prefix(2).uppercased(), code.count == 2 else { continue }
            add(Self.keepingLeft.contains(code) ? .left : .right, 1)
        }
    }

    mutating func take(way: Int, _ tags: Tags) {
        guard tags["junction"] == "roundabout" else { return }
        roundabouts.append((way, ["-1", "reverse"].contains(tags["oneway"])))
    }

    private mutating func add(_ side: TrafficSide, _ votes: Int) {
        if side == .left { countries.left += votes } else { countries.right += votes }
    }

    /// Right where nothing tells. `line`: a way's points.
    func side(line: (Int) -> [(latitude: Int32, longitude: Int32)]) -> TrafficSide {
        if countries.left != countries.right { return countries.left > countries.right ? .left : .right }
        // Clockwise is what one rides where traffic keeps left.
        let clockwise = roundabouts.reduce(0) { sum, one in
            let area = Self.area(line(one.way))
            if area == 0 { return sum }
            return sum + ((area < 0) != one.isReverse ? 1 : -1)
        }
        return clockwise > 0 ? .left : .right
    }

    /// Twice the area between a line and the straight way back, above 0 where it runs anticlockwise.
    private static func area(_ line: [(latitude: Int32, longitude: Int32)]) -> Double {
        guard let first = line.first else { return 0 }
        let points = line.map { (y: Double($0.latitude - first.latitude), x: Double($0.longitude - first.longitude)) }
        return zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    private static let countryKeys = ["addr:country", "is_in:country_code", "ISO3166-1:alpha2", "ISO3166-2"]

    /// Countries and territories where one drives on the left, by ISO 3166-1.
    private static let keepingLeft = Set(
        """
        AG AI AU BB BD BM BN BS BT BW CC CK CX CY DM FJ FK GB GD GG GY HK ID IE IM IN JE JM JP KE KI KN KY LC LK LS \
        MO MS MT MU MV MW MY MZ NA NF NP NR NU NZ PG PK PN SB SC SG SH SR SZ TC TH TK TL TO TT TV TZ UG VC VG VI WS \
        ZA ZM ZW
        """.split(separator: " ").map(String.init))
}
