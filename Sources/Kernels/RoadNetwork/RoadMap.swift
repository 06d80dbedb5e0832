/// Streets as they lie on the ground, for all who use them: points and the ways through them.
public struct RoadMap: Sendable {
    /// In units of 1e-7 degrees.
    public var latitudes: [Int32] = []
    public var longitudes: [Int32] = []
    /// Nodes of all ways, one after the other; those of way `i` are `wayStarts[i]..<wayStarts[i + 1]`. A node that is
    /// not known (a way cut at the border) is -1: there the way is open.
    public var wayNodes: [Int32] = []
    public var wayStarts: [Int32] = [0]

    public init() {}

    public var nodeCount: Int { latitudes.count }
    public var wayCount: Int { wayStarts.count - 1 }
}

/// What one kind of vehicle may do on a `RoadMap`, and how fast.
public struct RoadUse: Sendable {
    /// Metres per second along and against each way; 0 where it is not allowed.
    public var forward: [Float] = []
    public var backward: [Float] = []
    /// How important each way is: who comes from a smaller one waits at a junction.
    public var rank: [UInt8] = []
    /// Nodes that nobody passes: bollards, gates.
    public var blocked: Set<Int32> = []
    /// Hundredths of a second that passing a node costs: traffic lights.
    public var delays: [Int32: Int32] = [:]
    public var bans: [TurnBan] = []
    public var wayBans: [WayBan] = []
    /// By way, whether traffic keeps left there; where none is named it keeps right.
    public var keepsLeft: Set<Int32> = []
    /// Hundredths of a second at a junction with a more important way, and at any other junction of three ways or more.
    public var waiting: (yielding: Int32, passing: Int32) = (0, 0)

    public init() {}
}

/// A turn that is not allowed, or the only one that is.
public struct TurnBan: Sendable, Equatable {
    public let fromWay: Int32
    public let viaNode: Int32
    public let toWay: Int32
    public let isOnly: Bool

    public init(fromWay: Int32, viaNode: Int32, toWay: Int32, isOnly: Bool) {
        self.fromWay = fromWay
        self.viaNode = viaNode
        self.toWay = toWay
        self.isOnly = isOnly
    }
}

/// A turn over one way or several that is not allowed; or the only journey that is for who comes from its first way.
public struct WayBan: Sendable, Equatable {
    public let fromWay: Int32
    /// The ways between, in any order.
    public let viaWays: [Int32]
    public let toWay: Int32
    public let isOnly: Bool

    public init(fromWay: Int32, viaWays: [Int32], toWay: Int32, isOnly: Bool) {
        self.fromWay = fromWay
        self.viaWays = viaWays
        self.toWay = toWay
        self.isOnly = isOnly
    }
}
