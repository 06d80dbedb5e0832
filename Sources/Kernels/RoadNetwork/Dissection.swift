/// An order of vertices for a hierarchy: nested dissection by inertial flow (Schild and Sommer, SEA 2015).
///
/// The vertices are sorted along a line; the first and the last quarter become source and sink, and a minimum cut
/// between them is looked for. Of four lines the smallest cut wins; its ends on one side are the separator, which comes
/// last in the order, after both halves.
struct Dissection {
    private let lists: Lists
    private let x: [Int32]
    private let y: [Int32]
    private(set) var order: [Int32] = []
    private var local: [Int32]

    /// `tails` and `heads`: undirected edges, each in both directions. Gives the vertices in order, the least first.
    static func order(vertices: Int, edges: (tails: [Int32], heads: [Int32]), x: [Int32], y: [Int32]) -> [Int32] {
        var dissection = Dissection(
            lists: Lists(vertices: vertices, tails: edges.tails, heads: edges.heads), x: x, y: y)
        dissection.split((0..<Int32(vertices)).map { $0 })
        return dissection.order.reversed()
    }

    private init(lists: Lists, x: [Int32], y: [Int32]) {
        self.lists = lists
        self.x = x
        self.y = y
        local = Array(repeating: -1, count: x.count)
    }

    /// Puts the vertices into the order, the greatest first.
    private mutating func split(_ all: [Int32]) {
        var todo = [all]
        while let vertices = todo.popLast() {
            if vertices.count <= 2 {
                order += vertices
                continue
            }
            for (index, vertex) in vertices.enumerated() { local[Int(vertex)] = Int32(index) }
            let graph = part(vertices)
            let components = graph.components()
            if components.count > 1 {
                todo += components.map { $0.map { vertices[Int($0)] } }
            } else {
                let (separator, halves) = cut(graph, vertices)
                order += separator.map { vertices[Int($0)] }
                todo += halves.map { $0.map { vertices[Int($0)] } }
            }
            for vertex in vertices { local[Int(vertex)] = -1 }
        }
    }

    private func part(_ vertices: [Int32]) -> FlowGraph {
        var (starts, heads): ([Int32], [Int32]) = ([0], [])
        starts.reserveCapacity(vertices.count + 1)
        heads.reserveCapacity(vertices.count * 4)
        for vertex in vertices {
            for slot in Int(lists.starts[Int(vertex)])..<Int(lists.starts[Int(vertex) + 1]) {
                let head = local[Int(lists.heads[slot])]
                if head >= 0 { heads.append(head) }
            }
            starts.append(Int32(heads.count))
        }
        return FlowGraph(starts: starts, heads: heads)
    }

    /// The best separator, and what falls apart without it.
    private func cut(_ graph: FlowGraph, _ vertices: [Int32]) -> (separator: [Int32], halves: [[Int32]]) {
        var best: (side: [Bool], size: Int)?
        let shrink = Ground.shrink(Double(y[Int(vertices[0])]))
        for (east, north) in [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, -1.0)] {
            let keys = vertices.map { Double(x[Int($0)]) * shrink * east + Double(y[Int($0)]) * north }
            let line = (0..<Int32(vertices.count)).sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
            let share = max(1, vertices.count / 4)
            guard
                let found = graph.minimumCut(
                    from: line[..<share], to: line[(vertices.count - share)...], below: best?.size ?? .max)
            else { continue }
            best = (found.side, found.size)
        }
        guard let side = best?.side else { return (vertices.indices.map { Int32($0) }, []) }
        return graph.separate(side)
    }
}
