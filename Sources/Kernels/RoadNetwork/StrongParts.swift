/// Parts of a directed graph inside which everything reaches everything (Tarjan 1972, without recursion).
struct StrongParts {
    /// The part of each vertex.
    private(set) var part: [Int32]
    private(set) var count: Int32 = 0

    init(vertices: Int, tails: [Int32], heads: [Int32]) {
        let graph = Lists(vertices: vertices, tails: tails, heads: heads)
        part = Array(repeating: -1, count: vertices)
        var index = [Int32](repeating: -1, count: vertices)
        var low = index
        var next = graph.starts
        var stack: [Int32] = []
        var path: [Int32] = []
        var time: Int32 = 0
        for root in 0..<Int32(vertices) where index[Int(root)] < 0 {
            path.append(root)
            while let vertex = path.last.map({ Int($0) }) {
                if index[vertex] < 0 {
                    index[vertex] = time
                    low[vertex] = time
                    time += 1
                    stack.append(Int32(vertex))
                }
                var goesDown = false
                while next[vertex] < graph.starts[vertex + 1] {
                    let head = Int(graph.heads[Int(next[vertex])])
                    if index[head] < 0 {
                        path.append(Int32(head))
                        goesDown = true
                        break
                    }
                    if part[head] < 0 { low[vertex] = min(low[vertex], low[head]) }
                    next[vertex] += 1
                }
                if goesDown { continue }
                path.removeLast()
                if low[vertex] == index[vertex] { close(vertex, &stack) }
                if let parent = path.last { low[Int(parent)] = min(low[Int(parent)], low[vertex]) }
            }
        }
    }

    private mutating func close(_ vertex: Int, _ stack: inout [Int32]) {
        while let top = stack.popLast() {
            part[Int(top)] = count
            if top == Int32(vertex) { break }
        }
        count += 1
    }
}

/// Neighbours of each vertex, one after the other.
struct Lists {
    var starts: [Int32]
    var heads: [Int32]
    /// The arc behind each entry.
    var arcs: [Int32]

    init(vertices: Int, tails: [Int32], heads ends: [Int32]) {
        starts = Array(repeating: 0, count: vertices + 1)
        for tail in tails where tail >= 0 { starts[Int(tail) + 1] += 1 }
        for vertex in 0..<vertices { starts[vertex + 1] += starts[vertex] }
        var next = starts
        heads = Array(repeating: 0, count: Int(starts[vertices]))
        arcs = heads
        for arc in tails.indices where tails[arc] >= 0 {
            let slot = Int(next[Int(tails[arc])])
            heads[slot] = ends[arc]
            arcs[slot] = Int32(arc)
            next[Int(tails[arc])] += 1
        }
    }
}
