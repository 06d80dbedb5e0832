import Glibc

/// The square of the web's maps (EPSG:3857), counted in 2^31 units a side: two centimetres at the equator.
public enum Mercator {
    static let bits = 31
    private static let side = 2_147_483_648.0

    /// Degrees to units; what lies outside the square is moved to its edge.
    public static func place(latitude: Double, longitude: Double) -> MapPoint {
        let sine = sin(latitude * .pi / 180)
        let north = 0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)
        return MapPoint(x: unit(longitude / 360 + 0.5), y: unit(north))
    }

    private static func unit(_ share: Double) -> Int32 {
        guard share.isFinite else { return share > 0 ? .max : 0 }
        return Int32(max(0, min(side - 1, share * side)))
    }

    /// Units to degrees.
    public static func degrees(_ point: MapPoint) -> (latitude: Double, longitude: Double) {
        let north = Double.pi * (1 - 2 * Double(point.y) / side)
        return (atan(sinh(north)) * 180 / .pi, Double(point.x) / side * 360 - 180)
    }
}

/// A place on Mercator's square.
public struct MapPoint: Sendable, Hashable {
    public var x: Int32
    public var y: Int32

    public init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }
}

/// A rectangle on Mercator's square, edges included.
public struct MapBox: Sendable, Equatable {
    public var west: Int32
    public var north: Int32
    public var east: Int32
    public var south: Int32

    /// Holds nothing.
    public static let empty = MapBox(west: .max, north: .max, east: .min, south: .min)

    public init(west: Int32, north: Int32, east: Int32, south: Int32) {
        (self.west, self.north, self.east, self.south) = (west, north, east, south)
    }

    public init(around points: some Sequence<MapPoint>) {
        self = .empty
        for point in points { add(point) }
    }

    public var isEmpty: Bool { west > east || north > south }

    public mutating func add(_ point: MapPoint) {
        west = min(west, point.x)
        east = max(east, point.x)
        north = min(north, point.y)
        south = max(south, point.y)
    }

    mutating func add(_ box: MapBox) {
        west = min(west, box.west)
        east = max(east, box.east)
        north = min(north, box.north)
        south = max(south, box.south)
    }
}
