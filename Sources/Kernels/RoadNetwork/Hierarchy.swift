/// The shape of a customizable contraction hierarchy (Dibbelt, Strasser, Wagner: JEA 2016): every vertex, contracted in
/// its order, joins all its later neighbours. The shape knows no weights, so a closed bridge does not change it.
///
/// Vertices are ranks: 0 is contracted first. Each edge is kept at its lower end, the ends upward sorted; the first of
/// them is the vertex's parent in the elimination tree.
struct Hierarchy {
    var starts: [Int32] = [0]
    var heads: [Int32] = []

    /// `tails` and `heads`: edges in ranks, in any direction, also twice.
    init(vertices: Int, tails: [Int32], heads ends: [Int32]) {
        var upward = [[Int32]](repeating: [], count: vertices)
        for edge in tails.indices where tails[edge] >= 0 && tails[edge] != ends[edge] {
            upward[Int(min(tails[edge], ends[edge]))].append(max(tails[edge], ends[edge]))
        }
        var children = [[Int32]](repeating: [], count: vertices)
        var seen = [Int32](repeating: -1, count: vertices)
        for vertex in 0..<vertices {
            var all: [Int32] = []
            seen[vertex] = Int32(vertex)
            for head in upward[vertex] where seen[Int(head)] != Int32(vertex) {
                seen[Int(head)] = Int32(vertex)
                all.append(head)
            }
            for child in children[vertex] {
                let range = Int(starts[Int(child)])..<Int(starts[Int(child) + 1])
                for head in heads[range] where seen[Int(head)] != Int32(vertex) {
                    seen[Int(head)] = Int32(vertex)
                    all.append(head)
                }
            }
            all.sort()
            if let parent = all.first { children[Int(parent)].append(Int32(vertex)) }
            heads += all
            starts.append(Int32(heads.count))
        }
    }

    /// The parent of each vertex in the elimination tree; -1 for a root.
    var parents: [Int32] {
        (0..<(starts.count - 1)).map { starts[$0] < starts[$0 + 1] ? heads[Int(starts[$0])] : -1 }
    }

    func withView<Result>(_ body: (HierarchyView) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in
            heads.withUnsafeBufferPointer { heads in
                body(HierarchyView(vertices: starts.count - 1, starts: starts.nonNil, heads: heads.nonNil))
            }
        }
    }

    /// Where the edge between two ranks stands: twice its slot, and one more where it goes downward. -1 for a loop.
    func slot(_ tail: Int32, _ head: Int32) -> Int32 {
        guard tail != head else { return -1 }
        let (low, high) = (Int(min(tail, head)), max(tail, head))
        var (from, to) = (Int(starts[low]), Int(starts[low + 1]))
        while from < to {
            let middle = (from + to) / 2
            if heads[middle] < high { from = middle + 1 } else { to = middle }
        }
        return Int32(2 * from) + (tail > head ? 1 : 0)
    }
}
