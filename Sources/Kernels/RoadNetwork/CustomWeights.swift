/// The shape of a hierarchy where it lies.
struct HierarchyView {
    let vertices: Int
    let starts: UnsafePointer<Int32>
    let heads: UnsafePointer<Int32>

    var edges: Int { Int(starts[vertices]) }
}

/// The weights of a hierarchy in the making, in memory of its own.
final class CustomWeights {
    let forwardMiddles: UnsafeMutablePointer<Int32>
    let backwardMiddles: UnsafeMutablePointer<Int32>
    private(set) var rise: ClimbMemory
    private(set) var fall: ClimbMemory
    private let forward: UnsafeMutablePointer<Double>
    private let backward: UnsafeMutablePointer<Double>

    /// `fill` puts the weights of arcs: weight, arc, and the slot of its edge.
    init(_ shape: HierarchyView, _ fill: ((Double, Int, Int32) -> Void) -> Void) {
        let edges = shape.edges
        forward = .allocate(capacity: edges + 1)
        backward = .allocate(capacity: edges + 1)
        forwardMiddles = .allocate(capacity: edges + 1)
        backwardMiddles = .allocate(capacity: edges + 1)
        forward.initialize(repeating: .infinity, count: edges)
        backward.initialize(repeating: .infinity, count: edges)
        forwardMiddles.initialize(repeating: -1, count: edges)
        backwardMiddles.initialize(repeating: -1, count: edges)
        rise = ClimbMemory(vertices: 0, edges: 0)
        fall = rise
        fill(put)
        lower(shape)
        let (best, back) = perfect(shape)
        rise = ClimbMemory(shape, forward, keeping: best)
        fall = ClimbMemory(shape, backward, keeping: back)
        best.deallocate()
        back.deallocate()
        forward.deallocate()
        backward.deallocate()
    }

    deinit {
        forwardMiddles.deallocate()
        backwardMiddles.deallocate()
    }

    private func put(_ weight: Double, arc: Int, slot: Int32) {
        guard slot >= 0 else { return }
        let edge = Int(slot >> 1)
        if slot & 1 == 0 {
            if weight < forward[edge] { (forward[edge], forwardMiddles[edge]) = (weight, Int32(-2 - arc)) }
        } else if weight < backward[edge] {
            (backward[edge], backwardMiddles[edge]) = (weight, Int32(-2 - arc))
        }
    }

    /// Lowers every edge to the shortest way over a lower vertex, from below: two upward edges of a vertex make a
    /// triangle with the edge between their ends.
    private func lower(_ shape: HierarchyView) {
        let (starts, heads) = (shape.starts, shape.heads)
        for vertex in 0..<shape.vertices {
            let end = Int(starts[vertex + 1])
            for first in Int(starts[vertex])..<end {
                let (up, down) = (forward[first], backward[first])
                if up == .infinity && down == .infinity { continue }
                var edge = Int(starts[Int(heads[first])])
                for second in (first + 1)..<max(end, first + 1) {
                    let head = heads[second]
                    while heads[edge] != head { edge += 1 }
                    let there = down + forward[second]
                    if there < forward[edge] { (forward[edge], forwardMiddles[edge]) = (there, Int32(vertex)) }
                    let back = backward[second] + up
                    if back < backward[edge] { (backward[edge], backwardMiddles[edge]) = (back, Int32(vertex)) }
                }
            }
        }
    }

    /// What each edge's ends are really apart, from above. An edge that costs more is on no fastest way (perfect
    /// customization, Dibbelt et al. 2016).
    private func perfect(
        _ shape: HierarchyView
    ) -> (forward: UnsafeMutablePointer<Double>, backward: UnsafeMutablePointer<Double>) {
        let (starts, heads) = (shape.starts, shape.heads)
        let there = UnsafeMutablePointer<Double>.allocate(capacity: shape.edges + 1)
        let back = UnsafeMutablePointer<Double>.allocate(capacity: shape.edges + 1)
        there.initialize(from: forward, count: shape.edges)
        back.initialize(from: backward, count: shape.edges)
        for vertex in stride(from: shape.vertices - 1, through: 0, by: -1) {
            let end = Int(starts[vertex + 1])
            for first in Int(starts[vertex])..<end {
                var edge = Int(starts[Int(heads[first])])
                for second in (first + 1)..<max(end, first + 1) {
                    let head = heads[second]
                    while heads[edge] != head { edge += 1 }
                    let (up, down) = (there[edge], back[edge])
                    there[second] = min(there[second], there[first] + up)
                    there[first] = min(there[first], there[second] + down)
                    back[second] = min(back[second], down + back[first])
                    back[first] = min(back[first], up + back[second])
                }
            }
        }
        return (there, back)
    }
}

/// A `Climb` in memory of its own.
final class ClimbMemory {
    let climb: Climb
    let vertices: Int
    let edges: Int
    private let starts: UnsafeMutablePointer<Int32>
    private let heads: UnsafeMutablePointer<Int32>
    private let costs: UnsafeMutablePointer<Double>
    private let numbers: UnsafeMutablePointer<Int32>

    init(vertices: Int, edges: Int) {
        self.vertices = vertices
        self.edges = edges
        starts = .allocate(capacity: vertices + 1)
        starts.initialize(repeating: 0, count: vertices + 1)
        heads = .allocate(capacity: edges + 1)
        costs = .allocate(capacity: edges + 1)
        numbers = .allocate(capacity: edges + 1)
        climb = Climb(starts: starts, heads: heads, costs: costs, edges: numbers)
    }

    deinit {
        starts.deallocate()
        heads.deallocate()
        costs.deallocate()
        numbers.deallocate()
    }

    /// The edges whose weight is not beaten by `best`.
    convenience init(
        _ shape: HierarchyView, _ weights: UnsafePointer<Double>, keeping best: UnsafePointer<Double>
    ) {
        let kept = (0..<shape.edges).count { weights[$0] < .infinity && weights[$0] <= best[$0] }
        self.init(vertices: shape.vertices, edges: kept)
        var next = 0
        for vertex in 0..<shape.vertices {
            for edge in Int(shape.starts[vertex])..<Int(shape.starts[vertex + 1])
            where weights[edge] < .infinity && weights[edge] <= best[edge] {
                (heads + next).initialize(to: shape.heads[edge])
                (costs + next).initialize(to: weights[edge])
                (numbers + next).initialize(to: Int32(edge))
                next += 1
            }
            starts[vertex + 1] = Int32(next)
        }
    }

    func write(_ columns: (Column, Column, Column, Column), to writer: inout ColumnWriter) {
        writer.add(columns.0, Array(UnsafeBufferPointer(start: starts, count: vertices + 1)))
        writer.add(columns.1, Array(UnsafeBufferPointer(start: heads, count: edges)))
        writer.add(columns.2, Array(UnsafeBufferPointer(start: costs, count: edges)))
        writer.add(columns.3, Array(UnsafeBufferPointer(start: numbers, count: edges)))
    }
}
