/// For every place the nodes nearest to it, nearest first, by the way there and back of the first vehicle. Lists are
/// made when first asked for.
final class Nearness {
    private(set) var width: Int
    private let room: Int
    private let terrain: Terrain
    /// place × room.
    private let lists: UnsafeMutablePointer<Int32>
    private let isKnown: UnsafeMutablePointer<Bool>
    private var movable: [Int32]
    /// All nodes that have neighbours.
    private(set) var stops: Int
    private let keys: UnsafeMutablePointer<UInt64>

    init(_ terrain: Terrain, most: Int = 150) {
        self.terrain = terrain
        movable = terrain.movableNodes()
        stops = movable.count
        width = min(most, movable.count)
        room = min(most, terrain.nodeRoom)
        lists = .allocate(capacity: max(terrain.stride * room, 1))
        isKnown = .filled(false, terrain.stride)
        keys = .filled(0, max(terrain.nodeRoom, movable.count))
    }

    deinit {
        lists.deallocate()
        isKnown.deallocate()
        keys.deallocate()
    }

    /// `width` nodes; those at the place itself come first.
    @inline(__always) func list(_ place: Int32) -> UnsafeMutablePointer<Int32> {
        if !isKnown[Int(place)] { find(Int(place)) }
        return lists + Int(place) &* room
    }

    /// Nodes have come or gone.
    func forget() {
        movable = terrain.movableNodes()
        stops = movable.count
        width = min(room, movable.count)
        for place in 0..<terrain.stride { isKnown[place] = false }
    }

    private func find(_ place: Int) {
        isKnown[place] = true
        let field = terrain.vehicles[0].field
        let from = field.from + place * terrain.stride
        let to = field.to + place * terrain.stride
        for (index, node) in movable.enumerated() {
            let other = Int(terrain.nodes[Int(node)].place)
            let far = UInt64(from[other].cost) &+ UInt64(to[other].cost)
            keys[index] = far << 32 | UInt64(node)
        }
        selectLeast(width, movable.count)
        var nearest = UnsafeMutableBufferPointer(start: keys, count: width)
        nearest.sort()
        for index in 0..<width { lists[place * room + index] = Int32(truncatingIfNeeded: keys[index] & 0xFFFF_FFFF) }
    }

    /// Brings the `count` least keys to the front (quickselect).
    private func selectLeast(_ count: Int, _ total: Int) {
        var low = 0
        var high = total - 1
        while low < high, count > low, count <= high {
            let pivot = keys[(low + high) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while keys[left] < pivot { left += 1 }
                while keys[right] > pivot { right -= 1 }
                if left <= right {
                    (keys[left], keys[right]) = (keys[right], keys[left])
                    left += 1
                    right -= 1
                }
            }
            if count <= right + 1 { high = right } else if count > left { low = left } else { return }
        }
    }
}

extension Terrain {
    /// Nodes of errands' movable parts.
    func movableNodes() -> [Int32] {
        var list: [Int32] = []
        for errand in 0..<errandCount {
            let job = errands[errand]
            for node in job.firstNode..<(job.firstNode + job.count) { list.append(node) }
        }
        return list
    }
}
