/// What is drawn over a map: a way, and numbered stops along it.
public struct MapOverlay: Sendable {
    public var way: [[MapPoint]] = []
    public var stops: [Stop] = []

    public struct Stop: Sendable {
        public let point: MapPoint
        /// Empty for where the way begins and ends.
        public let number: String

        public init(_ point: MapPoint, _ number: String) {
            self.point = point
            self.number = number
        }
    }

    public init() {}

    var isEmpty: Bool { way.isEmpty && stops.isEmpty }

    /// What a picture must show.
    public var box: MapBox { MapBox(around: way.joined() + stops.map(\.point)) }
}

extension MapOverlay {
    /// Tells overlays apart in a few letters (FNV-1a); guards nothing.
    public var print: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
        for point in way.joined() + stops.map(\.point) {
            mix(UInt64(UInt32(bitPattern: point.x)) << 32 | UInt64(UInt32(bitPattern: point.y)))
        }
        for stop in stops { for byte in stop.number.utf8 { mix(UInt64(byte)) } }
        return String(hash, radix: 36)
    }
}
