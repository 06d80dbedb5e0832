/// On which side of the street traffic keeps.
public enum TrafficSide: String, Sendable, CaseIterable {
    case right, left
}

/// What an extract tells about its traffic: countries that its tags name, else the sense of its roundabouts, else where
/// on earth it lies.
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

    /// `line`: a way's points; `middle`: some point of the extract, in degrees.
    func side(
        line: (Int) -> [(latitude: Int32, longitude: Int32)], middle: (latitude: Double, longitude: Double)
    ) -> TrafficSide {
        if countries.left != countries.right { return countries.left > countries.right ? .left : .right }
        // Clockwise is what one rides where traffic keeps left.
        let clockwise = roundabouts.reduce(0) { sum, one in
            let area = Self.area(line(one.way))
            if area == 0 { return sum }
            return sum + ((area < 0) != one.isReverse ? 1 : -1)
        }
        if clockwise != 0 { return clockwise > 0 ? .left : .right }
        let isLeft = Self.left.contains { south, north, west, east in
            (south...north).contains(middle.latitude) && (west...east).contains(middle.longitude)
        }
        return isLeft ? .left : .right
    }

    /// Twice the area between a line and the straight way back, above 0 where it runs anticlockwise.
    private static func area(_ line: [(latitude: Int32, longitude: Int32)]) -> Double {
        guard let first = line.first else { return 0 }
        let points = line.map {
            (y: Double($0.latitude) - Double(first.latitude), x: Double($0.longitude) - Double(first.longitude))
        }
        return zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    /// Where one drives on the left, roughly: south, north, west, east. Border lands and many islands are left out.
    private static let left: [(Double, Double, Double, Double)] = [
        (49.9, 60.9, -10.7, 1.77), (35.7, 36.1, 14.1, 14.6), (34.5, 35.7, 32.2, 34.7),  // British Isles, Malta, Cyprus
        (30, 41.5, 130, 146), (41.5, 45.6, 139.3, 146), (22.15, 22.5, 113.8, 114.4),  // Japan, Hong Kong
        (5.9, 29.5, 68, 88), (24, 29, 62.5, 68), (20.6, 26.5, 88, 92.2),  // India and its neighbours
        (1, 13.5, 98.7, 102.2), (13.5, 20, 98.2, 100), (-11, 4.6, 95, 141), (4.6, 7.4, 99.6, 119.3),  // Siam, Malaya
        (-44, -10, 112, 154), (-47.5, -34, 166, 179), (-35, -17.9, 11.7, 36), (-11.5, 3.3, 31, 41),
        (17.6, 18.6, -78.5, -76),  // Australia, New Zealand, southern and eastern Africa, Jamaica
    ]

    private static let countryKeys = ["addr:country", "is_in:country_code", "ISO3166-1:alpha2", "ISO3166-2"]

    /// Countries and territories where one drives on the left, by ISO 3166-1.
    private static let keepingLeft = Set(
        """
        AG AI AU BB BD BM BN BS BT BW CC CK CX CY DM FJ FK GB GD GG GY HK ID IE IM IN JE JM JP KE KI KN KY LC LK LS \
        MO MS MT MU MV MW MY MZ NA NF NP NR NU NZ PG PK PN SB SC SG SH SR SZ TC TH TK TL TO TT TV TZ UG VC VG VI WS \
        ZA ZM ZW
        """.split(separator: " ").map(String.init))
}
