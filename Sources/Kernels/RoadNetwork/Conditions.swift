/// Something that makes streets slower or closes them.
public struct RoadCondition: Sendable, Equatable {
    /// A ring in 1e-7 degrees; streets with a point inside, or that cross it, are concerned.
    public let latitudes: [Int32]
    public let longitudes: [Int32]
    /// Per thousand of the usual speed; 0 closes.
    public let speed: Int16
    private let south: Int32
    private let north: Int32
    private let west: Int32
    private let east: Int32

    public init(latitudes: [Int32], longitudes: [Int32], speed: Int16) {
        precondition(latitudes.count == longitudes.count && latitudes.count >= 3 && (0...1000).contains(speed))
        self.latitudes = latitudes
        self.longitudes = longitudes
        self.speed = speed
        (south, north) = (latitudes.min()!, latitudes.max()!)
        (west, east) = (longitudes.min()!, longitudes.max()!)
    }

    /// Whether the boxes around a piece and the ring meet.
    func mayTouch(_ a: (Int32, Int32), _ b: (Int32, Int32)) -> Bool {
        max(a.0, b.0) >= south && min(a.0, b.0) <= north && max(a.1, b.1) >= west && min(a.1, b.1) <= east
    }

    func contains(_ latitude: Int32, _ longitude: Int32) -> Bool {
        var isInside = false
        var before = latitudes.count - 1
        for at in latitudes.indices {
            if (latitudes[at] > latitude) != (latitudes[before] > latitude) {
                let share =
                    (Double(latitude) - Double(latitudes[at])) / (Double(latitudes[before]) - Double(latitudes[at]))
                let crossing = Double(longitudes[at]) + share * (Double(longitudes[before]) - Double(longitudes[at]))
                if Double(longitude) < crossing { isInside.toggle() }
            }
            before = at
        }
        return isInside
    }

    /// Whether the piece between two points crosses the ring.
    func isCrossed(_ a: (Int32, Int32), _ b: (Int32, Int32)) -> Bool {
        var before = latitudes.count - 1
        for at in latitudes.indices {
            let (c, d) = ((latitudes[before], longitudes[before]), (latitudes[at], longitudes[at]))
            if Self.side(a, b, c) != Self.side(a, b, d), Self.side(c, d, a) != Self.side(c, d, b) { return true }
            before = at
        }
        return false
    }

    private static func side(_ a: (Int32, Int32), _ b: (Int32, Int32), _ c: (Int32, Int32)) -> Bool {
        let left = (Int64(b.0) - Int64(a.0)) * (Int64(c.1) - Int64(a.1))
        return left > (Int64(b.1) - Int64(a.1)) * (Int64(c.0) - Int64(a.0))
    }
}

extension RoadNetwork {
    /// The weights while some conditions hold; where several meet, the slowest counts. `nil` where none concerns a
    /// street.
    public func weights(under conditions: [RoadCondition]) -> RoadWeights? {
        var speeds = [Int16](repeating: 1000, count: chainCount)
        var closed: [Int32: ClosedRange<Int32>] = [:]
        for condition in conditions {
            for chain in 0..<chainCount {
                guard let pieces = pieces(of: chain, under: condition) else { continue }
                speeds[chain] = min(speeds[chain], condition.speed)
                guard condition.speed == 0 else { continue }
                let before = closed[Int32(chain)] ?? pieces
                closed[Int32(chain)] =
                    min(before.lowerBound, pieces.lowerBound)...max(before.upperBound, pieces.upperBound)
            }
        }
        return speeds.allSatisfy { $0 == 1000 } ? nil : weights(speeds: speeds, closed: closed)
    }

    /// From the first to the last piece of a chain that a condition concerns.
    private func pieces(of chain: Int, under condition: RoadCondition) -> ClosedRange<Int32>? {
        var found: ClosedRange<Int32>?
        for at in Int(chainStarts[chain])..<(Int(chainStarts[chain + 1]) - 1) {
            let a = (latitudes[at], longitudes[at])
            let b = (latitudes[at + 1], longitudes[at + 1])
            guard condition.mayTouch(a, b) else { continue }
            guard condition.contains(a.0, a.1) || condition.contains(b.0, b.1) || condition.isCrossed(a, b) else {
                continue
            }
            found = (found?.lowerBound ?? Int32(at))...Int32(at)
        }
        return found
    }
}
