import MapTiles

/// Gathers what a map shows while the blocks of an extract pass, and makes a `MapSketch`.
///
/// It keeps every node's place and every way's nodes, since a relation that comes last may ask for any: memory grows
/// with the extract, by some 30 bytes a node.
public struct MapCollector {
    private var nodes = NodePlaces()
    private var wayIDs: [Int64] = []
    private var wayNodes: [Int64] = []
    private var wayStarts: [Int32] = [0]
    /// By way: the class it has by its own tags (255: none), and its name's number.
    private var wayClasses: [UInt8] = []
    private var wayNames: [Int32] = []
    private var names: [String] = [""]
    private var nameNumbers: [String: Int32] = ["": 0]
    private var areas: [Area] = []
    private var spots: [MapSketch.Spot] = []

    /// A multipolygon: ways that are put together to rings.
    private struct Area {
        let kind: MapClass
        let name: Int32
        var outer: [Int64] = []
        var inner: [Int64] = []
    }

    public init() {}

    public mutating func take(_ block: ExtractBlock) {
        takeNodes(block)
        takeWays(block)
        takeRelations(block)
    }

    private mutating func takeNodes(_ block: ExtractBlock) {
        nodes.take(block.nodes)
        for index in block.nodes.ids.indices {
            let tags = block.tags(ofNode: index)
            if tags.isEmpty { continue }
            guard let place = tags["place"], let rank = MapSketch.Spot.Rank(place: place), let name = tags["name"]
            else { continue }
            let point = Mercator.place(
                latitude: Double(block.nodes.latitudes[index]) / 1e7,
                longitude: Double(block.nodes.longitudes[index]) / 1e7)
            spots.append(MapSketch.Spot(point, name, rank))
        }
    }

    private mutating func takeWays(_ block: ExtractBlock) {
        for index in block.ways.ids.indices {
            let tags = block.tags(ofWay: index)
            let range = block.ways.starts[index]..<block.ways.starts[index + 1]
            guard range.count > 1 else { continue }
            let isClosed = range.count > 3 && block.ways.nodes[range.first!] == block.ways.nodes[range.last!]
            wayIDs.append(block.ways.ids[index])
            wayNodes += block.ways.nodes[range]
            wayStarts.append(Int32(wayNodes.count))
            let kind = tags.mapClass(isClosed: isClosed)
            wayClasses.append(kind?.rawValue ?? 255)
            wayNames.append(kind == nil || kind == .building ? 0 : number(of: tags["name"] ?? ""))
        }
    }

    private mutating func takeRelations(_ block: ExtractBlock) {
        for index in block.relations.ids.indices {
            let tags = block.tags(ofRelation: index)
            guard tags["type"] == "multipolygon", let kind = tags.mapClass(isClosed: true), kind.isArea else {
                continue
            }
            var area = Area(kind: kind, name: 0)
            for member in block.relations.members[block.relations.starts[index]..<block.relations.starts[index + 1]]
            where member.kind == .way {
                if block.role(of: member) == "inner" {
                    area.inner.append(member.id)
                } else {
                    area.outer.append(member.id)
                }
            }
            areas.append(area)
        }
    }

    private mutating func number(of name: String) -> Int32 {
        if let known = nameNumbers[name] { return known }
        nameNumbers[name] = Int32(names.count)
        names.append(name)
        return Int32(names.count - 1)
    }
}

extension MapCollector {
    public mutating func finish() -> MapSketch {
        nodes.sort()
        var sketch = MapSketch()
        sketch.spots = spots
        addAreas(to: &sketch)
        addWays(to: &sketch)
        return sketch
    }

    private func addAreas(to sketch: inout MapSketch) {
        let ways = Dictionary(zip(wayIDs, wayIDs.indices), uniquingKeysWith: { first, _ in first })
        for area in areas {
            let outer = rings(area.outer, ways)
            sketch.add(area.kind, names[Int(area.name)], outer: outer, inner: rings(area.inner, ways))
        }
    }

    /// Members put together. What stays open because the extract ends there is closed along a straight line.
    private func rings(_ members: [Int64], _ ways: [Int64: Int]) -> [[MapPoint]] {
        let (closed, open) = JoinedLines.rings(of: members.compactMap { ways[$0] }.map { line($0) })
        return (closed + open).map(points)
    }

    private func addWays(to sketch: inout MapSketch) {
        var named: [UInt64: [Int]] = [:]
        for way in wayIDs.indices {
            guard let kind = MapClass(rawValue: wayClasses[way]) else { continue }
            if kind.isArea {
                sketch.add(kind, "", outer: [points(line(way))])
            } else if wayNames[way] == 0 {
                sketch.add(kind, "", lines: [points(line(way))])
            } else {
                named[UInt64(kind.rawValue) << 32 | UInt64(wayNames[way]), default: []].append(way)
            }
        }
        // A street is many ways: together they have room for its name, and are shorter to draw.
        for (key, ways) in named.sorted(by: { $0.key < $1.key }) {
            guard let kind = MapClass(rawValue: UInt8(key >> 32)) else { continue }
            for chain in JoinedLines.chains(of: ways.map { line($0) }) {
                sketch.add(kind, names[Int(UInt32(truncatingIfNeeded: key))], lines: [points(chain)])
            }
        }
    }

    /// The nodes of a way that are there, by place.
    private func line(_ way: Int) -> [Int32] {
        wayNodes[Int(wayStarts[way])..<Int(wayStarts[way + 1])].compactMap { nodes.find($0) }
    }

    private func points(_ line: [Int32]) -> [MapPoint] {
        line.map {
            Mercator.place(
                latitude: Double(nodes.latitudes[Int($0)]) / 1e7, longitude: Double(nodes.longitudes[Int($0)]) / 1e7)
        }
    }
}
