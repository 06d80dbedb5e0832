import MapTiles

/// All boundaries of an extract, and those that cannot be drawn. It is read three times, for relations, their ways, and
/// the points of these, so that memory holds no more than the boundaries.
///
///     let found = try Boundaries { try ExtractReader(ByteSource(path: "town.osm.pbf")) }
public struct Boundaries: Sendable {
    public private(set) var whole: [Boundary] = []
    public private(set) var broken: [BrokenBoundary] = []

    /// Throws `ExtractFault`.
    public init(_ open: () throws -> ExtractReader) throws {
        var outlines = Outlines()
        try Self.forEachBlock(open) { outlines.takeRelations($0) }
        try Self.forEachBlock(open) { outlines.takeWays($0) }
        if outlines.isEmpty { return }
        try Self.forEachBlock(open) { outlines.takeNodes($0) }
        for outline in outlines.all {
            do throws(BrokenBoundary) { whole.append(try outlines.drawn(outline)) } catch { broken.append(error) }
        }
    }

    private static func forEachBlock(_ open: () throws -> ExtractReader, _ body: (ExtractBlock) -> Void) throws {
        let reader = try open()
        while let block = try reader.next() { body(block) }
    }
}

/// Boundaries before they are drawn.
private struct Outlines {
    struct Outline {
        let boundary: Boundary
        var outer: [Int64] = []
        var inner: [Int64] = []
    }

    private(set) var all: [Outline] = []
    private var wanted: Set<Int64> = []
    private var ways: [Int64: [Int64]] = [:]
    private var nodes: [Int64: GroundPoint?] = [:]

    var isEmpty: Bool { all.isEmpty }

    mutating func takeRelations(_ block: ExtractBlock) {
        for index in block.relations.ids.indices {
            let tags = block.tags(ofRelation: index)
            guard ["boundary", "multipolygon"].contains(tags["type"]),
                let boundary = Boundary(.relation(block.relations.ids[index]), tags)
            else { continue }
            var outline = Outline(boundary: boundary)
            for member in block.relations.members[block.relations.starts[index]..<block.relations.starts[index + 1]]
            where member.kind == .way {
                switch block.role(of: member) {
                case "outer", "", "exclave": outline.outer.append(member.id)
                case "inner", "enclave": outline.inner.append(member.id)
                default: continue
                }
                wanted.insert(member.id)
            }
            all.append(outline)
        }
    }

    mutating func takeWays(_ block: ExtractBlock) {
        for index in block.ways.ids.indices {
            let id = block.ways.ids[index]
            let line = block.ways.nodes[block.ways.starts[index]..<block.ways.starts[index + 1]]
            let tags = block.tags(ofWay: index)
            // The line between two towns carries their level too, but no name of its own as a ring.
            if line.count > 3, line.first == line.last, let boundary = Boundary(.way(id), tags) {
                all.append(Outline(boundary: boundary, outer: [id]))
                wanted.insert(id)
            }
            guard wanted.contains(id) else { continue }
            ways[id] = Array(line)
            for node in line { nodes[node] = .some(nil) }
        }
    }

    mutating func takeNodes(_ block: ExtractBlock) {
        for index in block.nodes.ids.indices where nodes[block.nodes.ids[index]] != nil {
            nodes[block.nodes.ids[index]] = GroundPoint(
                latitude: block.nodes.latitudes[index], longitude: block.nodes.longitudes[index])
        }
    }

    func drawn(_ outline: Outline) throws(BrokenBoundary) -> Boundary {
        var boundary = outline.boundary
        let outer = try rings(outline.outer, of: boundary)
        guard !outer.isEmpty else { throw BrokenBoundary(boundary, "has no outline") }
        boundary.polygons = outer.map { [$0] }
        for hole in try rings(outline.inner, of: boundary) {
            guard let home = outer.firstIndex(where: { hole.lies(in: $0) }) else {
                throw BrokenBoundary(boundary, "has a hole outside its outline, near \(hole[0].text)")
            }
            boundary.polygons[home].append(hole)
        }
        return boundary
    }

    private func rings(_ members: [Int64], of boundary: Boundary) throws(BrokenBoundary) -> [[GroundPoint]] {
        var numbers: [Int64: Int32] = [:]
        var points: [GroundPoint] = []
        var lines: [[Int32]] = []
        for id in members {
            guard let way = ways[id] else { throw BrokenBoundary(boundary, "way \(id) is not in the extract") }
            var line: [Int32] = []
            for node in way {
                guard let point = nodes[node] ?? nil else {
                    throw BrokenBoundary(boundary, "node \(node) of way \(id) is not in the extract")
                }
                if numbers[node] == nil {
                    numbers[node] = Int32(points.count)
                    points.append(point)
                }
                line.append(numbers[node]!)
            }
            lines.append(line)
        }
        let (closed, open) = JoinedLines.rings(of: lines)
        if let gap = open.first?.last {
            throw BrokenBoundary(boundary, "its outline is open near \(points[Int(gap)].text)")
        }
        return closed.map { $0.map { points[Int($0)] } }
    }
}

extension [GroundPoint] {
    /// Whether this ring lies in another: by the first of its points that is not one of the other's.
    fileprivate func lies(in ring: [GroundPoint]) -> Bool {
        guard let point = first(where: { !ring.contains($0) }) else { return true }
        var isInside = false
        for (a, b) in zip(ring, ring.dropFirst()) where (a.latitude > point.latitude) != (b.latitude > point.latitude) {
            let share = (Double(point.latitude) - Double(a.latitude)) / (Double(b.latitude) - Double(a.latitude))
            let crossing = Double(a.longitude) + share * (Double(b.longitude) - Double(a.longitude))
            if Double(point.longitude) < crossing { isInside.toggle() }
        }
        return isInside
    }
}

extension GroundPoint {
    fileprivate var text: String { "\(Double(latitude) / 1e7), \(Double(longitude) / 1e7)" }
}
