/// An undirected graph for minimum cuts; every edge carries one unit.
struct FlowGraph {
    let starts: [Int32]
    let heads: [Int32]

    var count: Int { starts.count - 1 }

    func components() -> [[Int32]] {
        var seen = [Bool](repeating: false, count: count)
        var found: [[Int32]] = []
        for root in 0..<Int32(count) where !seen[Int(root)] {
            seen[Int(root)] = true
            var component = [root]
            var at = 0
            while at < component.count {
                let vertex = Int(component[at])
                at += 1
                for slot in Int(starts[vertex])..<Int(starts[vertex + 1]) where !seen[Int(heads[slot])] {
                    seen[Int(heads[slot])] = true
                    component.append(heads[slot])
                }
            }
            found.append(component)
        }
        return found
    }

    /// The source's side of a minimum cut and its size, unless it reaches `limit` (Dinic 1970).
    func minimumCut(
        from sources: ArraySlice<Int32>, to sinks: ArraySlice<Int32>, below limit: Int
    ) -> (side: [Bool], size: Int)? {
        var flow = Flow(self, sources, sinks)
        while flow.level() {
            flow.augment(upTo: limit)
            if flow.value >= limit { return nil }
        }
        return (flow.reached, flow.value)
    }

    /// The ends of the cut edges on the side where they are fewer, and the two halves without them.
    func separate(_ side: [Bool]) -> (separator: [Int32], halves: [[Int32]]) {
        var ends: (inside: [Int32], outside: [Int32]) = ([], [])
        for vertex in 0..<count {
            let isEnd = (Int(starts[vertex])..<Int(starts[vertex + 1])).contains {
                side[Int(heads[$0])] != side[vertex]
            }
            guard isEnd else { continue }
            if side[vertex] { ends.inside.append(Int32(vertex)) } else { ends.outside.append(Int32(vertex)) }
        }
        let separator = ends.inside.count <= ends.outside.count ? ends.inside : ends.outside
        var isCut = [Bool](repeating: false, count: count)
        for vertex in separator { isCut[Int(vertex)] = true }
        let rest = (0..<Int32(count)).filter { !isCut[Int($0)] }
        let halves = [rest.filter { side[Int($0)] }, rest.filter { !side[Int($0)] }]
        return (separator, halves.filter { !$0.isEmpty })
    }
}

/// A flow that grows by shortest paths.
private struct Flow {
    private let graph: FlowGraph
    private let reverse: [Int32]
    private let sources: ArraySlice<Int32>
    private let isSink: [Bool]
    private var used: [Int8]
    private var depth: [Int32]
    private var next: [Int32]
    private var queue: [Int32] = []
    private(set) var value = 0

    init(_ graph: FlowGraph, _ sources: ArraySlice<Int32>, _ sinks: ArraySlice<Int32>) {
        self.graph = graph
        self.sources = sources
        var isSink = [Bool](repeating: false, count: graph.count)
        for sink in sinks { isSink[Int(sink)] = true }
        self.isSink = isSink
        reverse = graph.reverseSlots()
        used = Array(repeating: 0, count: graph.heads.count)
        depth = Array(repeating: -1, count: graph.count)
        next = depth
    }

    /// Vertices that can still be reached from the source.
    var reached: [Bool] { depth.map { $0 >= 0 } }

    /// Measures how far everything lies from the source; whether a sink can be reached.
    mutating func level() -> Bool {
        for vertex in depth.indices { depth[vertex] = -1 }
        queue.removeAll(keepingCapacity: true)
        for source in sources {
            depth[Int(source)] = 0
            queue.append(source)
        }
        var at = 0
        var found = false
        while at < queue.count {
            let vertex = Int(queue[at])
            at += 1
            for slot in Int(graph.starts[vertex])..<Int(graph.starts[vertex + 1]) where used[slot] < 1 {
                let head = Int(graph.heads[slot])
                guard depth[head] < 0 else { continue }
                depth[head] = depth[vertex] + 1
                if isSink[head] { found = true }
                queue.append(Int32(head))
            }
        }
        return found
    }

    /// Sends units along paths of the levels until none is left.
    mutating func augment(upTo limit: Int) {
        for vertex in next.indices { next[vertex] = graph.starts[vertex] }
        var path: [Int32] = []
        for source in sources {
            var vertex = Int(source)
            while true {
                if isSink[vertex] {
                    for slot in path {
                        used[Int(slot)] += 1
                        used[Int(reverse[Int(slot)])] -= 1
                    }
                    value += 1
                    if value >= limit { return }
                    path.removeAll(keepingCapacity: true)
                    vertex = Int(source)
                } else if let slot = step(vertex) {
                    path.append(Int32(slot))
                    vertex = Int(graph.heads[slot])
                } else {
                    guard let last = path.popLast() else { break }
                    vertex = Int(graph.heads[Int(reverse[Int(last)])])
                    next[vertex] += 1
                }
            }
        }
    }

    private mutating func step(_ vertex: Int) -> Int? {
        while next[vertex] < graph.starts[vertex + 1] {
            let slot = Int(next[vertex])
            if used[slot] < 1, depth[Int(graph.heads[slot])] == depth[vertex] + 1 { return slot }
            next[vertex] += 1
        }
        return nil
    }
}

extension FlowGraph {
    /// The slot of each edge seen from its other end; edges are single, so heads tell them apart.
    fileprivate func reverseSlots() -> [Int32] {
        var reverse = [Int32](repeating: -1, count: heads.count)
        for vertex in 0..<Int32(count) {
            for slot in Int(starts[Int(vertex)])..<Int(starts[Int(vertex) + 1]) where reverse[slot] < 0 {
                let head = Int(heads[slot])
                let twin = (Int(starts[head])..<Int(starts[head + 1])).first { heads[$0] == vertex }!
                reverse[slot] = Int32(twin)
                reverse[twin] = Int32(slot)
            }
        }
        return reverse
    }
}
