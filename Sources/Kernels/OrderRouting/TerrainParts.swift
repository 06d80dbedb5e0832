/// Which slower rules the problem needs anywhere.
struct Traits {
    var setups = false
    var manyWindows = false
    var softWindows = false
    var releases = false
    var rides = false
    var rests = false
    var reloads = false
    var groups = false
    /// Deliveries from the hub or collections for it: load at the trip's start and end.
    var hubGoods = false
    /// Every errand is one delivery from the hub without returns.
    var onlyDeliveries = false
}

extension Traits {
    /// Whether a terrain made for these rules can take in an errand that needs those.
    func covers(_ other: Traits) -> Bool {
        let needs = [
            (other.setups, setups), (other.manyWindows, manyWindows), (other.softWindows, softWindows),
            (other.releases, releases), (other.rides, rides), (other.hubGoods, hubGoods),
        ]
        if onlyDeliveries, !other.onlyDeliveries { return false }
        return needs.allSatisfy { !$0.0 || $0.1 }
    }
}

/// One place to go to.
struct Node {
    enum Role: UInt8 { case pickup, drop, rest, reload }

    var place: Int32
    /// First window's opening; last window's close, with grace.
    var early: Int32
    var late: Int32
    var service: Int32
    var setup: Int32 = 0
    /// Owner; −1 for rests and reloads.
    var errand: Int32 = -1
    /// Its index there: which pickup, which break, which reload.
    var part: Int32 = 0
    var firstWindow: Int32 = 0
    /// 0: only `early` and `late` count.
    var windowCount: Int32 = 0
    /// Last window's close, without grace.
    var due: Int32
    /// Goods of a trip's start (a delivery from the hub).
    var fromHub = false
    var release: Int32 = 0
    var role: Role
}

struct Span {
    var open: Int32
    var close: Int32
}

/// What plain insertion needs of a node.
struct PlainStop {
    var place: Int32
    var early: Int32
    var late: Int32
    var service: Int32
}

/// An errand's movable part.
struct Job {
    var firstNode: Int32
    /// Movable nodes: pickups first, then the drop.
    var count: Int32
    var hasDrop: Bool
    /// One pickup and one drop, nothing kept.
    var isPair: Bool
    /// Cost of leaving it out: what counts in the end, and what the search reckons with for now.
    var fullPenalty: Int
    var penalty: Int
    var ride: Int32
    /// One vehicle alone may serve it.
    var isPinned: Bool
    var mustServe: Bool
}

struct Car {
    var start: Int32
    var end: Int32
    var open: Int32
    var close: Int32
    var type: Int32
    var field: Field
    var fixedCost: Int
    var dutyCostPerHour: Int
    var stops: Int32
    var metres: Int
    var travel: Int
    var duty: Int
    var reloadsLeft: Int32
    var firstRest: Int32
    var firstReload: Int32
    var reloadCount: Int32
    /// Candidates must be simulated before they count.
    var needsProof: Bool
    /// No breaks, proofs, set-ups or further windows: the fast ways of insertion and scheduling are exact.
    var isPlain = false
    /// Plain but for limits of the whole route, whose legs alone make the price.
    var isPlainButLimited = false
    var freeFrom: Int32
    /// Has left its start already: goods of the hub come aboard only at a reload, but for those pinned to it.
    var hasLeft: Bool
}

struct FixedNode {
    var node: Int32
    /// Int32.min: locked only.
    var leftAt: Int32
}

/// One way.
struct Arc {
    var seconds: Int32
    var cost: Int32
}

extension Arc {
    /// At a vehicle's pace and prices.
    init(seconds: Int32, metres: Int32, key: FieldKey, scale: Int) {
        if seconds == Travel.noWay || metres == Travel.noWay {
            self.init(seconds: Terrain.noWay, cost: 1 << 28)
            return
        }
        let paced = (Int(seconds) * key.pace + 99) / 100
        let money = Double(paced * key.perHour) / 3600 + Double(Int(metres) * key.perKilometre) / 1000
        self.init(
            seconds: Int32(min(paced, Int(Terrain.noWay))), cost: Int32(min(money * Double(scale) + 0.5, 0x1p28)))
    }
}

/// The fields of a terrain; terrains of one live plan share them.
final class FieldStore {
    var of: [FieldKey: Field] = [:]

    deinit { for field in of.values { field.free() } }
}

/// All ways at one pace and price; `to` is the transpose, so that both looks at a place stay in one row.
struct Field {
    var from: UnsafeMutablePointer<Arc>
    var to: UnsafeMutablePointer<Arc>
    /// Only where a limit needs them.
    var metres: UnsafeMutablePointer<Int32>?

    func free() {
        if to != from { to.deallocate() }
        from.deallocate()
        metres?.deallocate()
    }
}

extension UnsafeMutablePointer {
    static func copying(_ array: [Pointee], room: Int = 0) -> Self {
        let pointer = Self.allocate(capacity: Swift.max(array.count, room, 1))
        pointer.initialize(from: array, count: array.count)
        return pointer
    }

    static func filled(_ value: Pointee, _ count: Int) -> Self {
        let pointer = Self.allocate(capacity: Swift.max(count, 1))
        pointer.initialize(repeating: value, count: count)
        return pointer
    }
}
