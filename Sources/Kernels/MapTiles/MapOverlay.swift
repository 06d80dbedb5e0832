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
