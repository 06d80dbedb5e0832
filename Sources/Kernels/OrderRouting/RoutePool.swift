/// Routes that plans of a search had: every set of errands once for a type of vehicle, in its cheapest order. The
/// first half holds what `keep` chose, the second half what came last.
final class RoutePool {
    let room: Int
    /// Visits a route may have.
    private let width: Int
    private let nodes: UnsafeMutablePointer<Int32>
    private let lengths: UnsafeMutablePointer<Int32>
    private let types: UnsafeMutablePointer<Int32>
    private let costs: UnsafeMutablePointer<Int>
    private let keys: UnsafeMutablePointer<UInt64>
    /// Bucket → first entry, entry → next one; −1: none.
    private let heads: UnsafeMutablePointer<Int32>
    private let nexts: UnsafeMutablePointer<Int32>
    private let buckets: Int
    private let errandKeys: UnsafeMutablePointer<UInt64>
    private(set) var keptCount = 0
    /// Where the next route goes, and whether the second half has gone round.
    private var cursor: Int
    private var isRound = false

    init(_ terrain: Terrain, room: Int, width: Int) {
        self.room = room
        self.width = width
        buckets = room.nextPowerOfTwo
        nodes = .filled(0, room * width)
        lengths = .filled(0, room)
        types = .filled(0, room)
        costs = .filled(0, room)
        keys = .filled(0, room)
        heads = .filled(-1, buckets)
        nexts = .filled(-1, room)
        errandKeys = .filled(0, terrain.errandCount)
        var random = Randomness(seed: 0x5EED)
        for errand in 0..<terrain.errandCount { errandKeys[errand] = random.next() }
        cursor = room / 2
    }

    deinit {
        nodes.deallocate()
        lengths.deallocate()
        types.deallocate()
        costs.deallocate()
        keys.deallocate()
        heads.deallocate()
        nexts.deallocate()
        errandKeys.deallocate()
    }

    /// Remembers a route, unless the same errands are there for no more.
    func note(_ route: Slot, _ terrain: Terrain) {
        let count = Int(route.count)
        if count == 0 || count > width { return }
        let type = terrain.vehicles[Int(route.vehicle)].type
        var key = UInt64(bitPattern: Int64(type) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        var position = 1
        while position <= count {
            let node = route.hops[position].node
            // Once an errand: the first of its nodes alone.
            let errand = Int(terrain.ownerOf[Int(node)])
            if terrain.errands[errand].firstNode == node { key ^= errandKeys[errand] }
            position &+= 1
        }
        var entry = heads[Int(key & UInt64(buckets &- 1))]
        while entry >= 0, keys[Int(entry)] != key { entry = nexts[Int(entry)] }
        if entry >= 0 {
            if costs[Int(entry)] > route.cost, lengths[Int(entry)] == route.count { write(route, Int(entry)) }
            return
        }
        entry = Int32(cursor)
        if isRound { unlink(cursor) }
        cursor += 1
        if cursor == room {
            cursor = room / 2
            isRound = true
        }
        keys[Int(entry)] = key
        types[Int(entry)] = type
        link(Int(entry))
        write(route, Int(entry))
    }

    private func write(_ route: Slot, _ entry: Int) {
        lengths[entry] = route.count
        costs[entry] = route.cost
        let to = nodes + entry &* width
        var position = 0
        while position < Int(route.count) {
            to[position] = route.hops[position &+ 1].node
            position &+= 1
        }
    }

    private func link(_ entry: Int) {
        let bucket = Int(keys[entry] & UInt64(buckets &- 1))
        nexts[entry] = heads[bucket]
        heads[bucket] = Int32(entry)
    }

    private func unlink(_ entry: Int) {
        let bucket = Int(keys[entry] & UInt64(buckets &- 1))
        if heads[bucket] == Int32(entry) {
            heads[bucket] = nexts[entry]
            return
        }
        var before = Int(heads[bucket])
        while nexts[before] != Int32(entry) { before = Int(nexts[before]) }
        nexts[before] = nexts[entry]
    }

    /// Entries in use, in a fixed order.
    var entries: [Int] { Array(0..<keptCount) + Array((room / 2)..<(isRound ? room : cursor)) }

    func cost(_ entry: Int) -> Int { costs[entry] }
    func type(_ entry: Int) -> Int32 { types[entry] }
    func visits(_ entry: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: nodes + entry * width, count: Int(lengths[entry]))
    }

    /// From now on these, and nothing else (as many as the first half holds).
    func keep(_ chosen: [Int]) {
        let wanted = chosen.prefix(room / 2).map { entry in
            (Array(visits(entry)), costs[entry], types[entry], keys[entry])
        }
        for bucket in 0..<buckets { heads[bucket] = -1 }
        for (entry, copy) in wanted.enumerated() {
            for (index, node) in copy.0.enumerated() { nodes[entry * width + index] = node }
            lengths[entry] = Int32(copy.0.count)
            costs[entry] = copy.1
            types[entry] = copy.2
            keys[entry] = copy.3
            link(entry)
        }
        keptCount = wanted.count
        cursor = room / 2
        isRound = false
    }
}

extension Int {
    /// The least power of two that isn't less.
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
