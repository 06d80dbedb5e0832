/// Gathers the addresses of an extract while its blocks pass, and puts them in order at the end.
///
/// It keeps points and the few ways that matter, never a block: memory grows by 16 bytes a node.
///
///     var addresses = AddressCollector()
///     while let block = try reader.next() { addresses.take(block) }
///     let book = addresses.finish()
public struct AddressCollector {
    /// Where something lies: known when all nodes are.
    enum Ground {
        case point(GroundPoint)
        /// Nodes of a way, to be found in `lineNodes`.
        case line(Range<Int>)
        /// Ways of a relation, to be found in `memberWays`.
        case ways(Range<Int>)
    }

    /// `addr:*` of an element, as written.
    struct Tagged {
        var street: String
        var number: String
        var postcode: String
        var town: String
        var district: String
        var node: Int64?
        var ground: Ground
    }

    struct NamedStreet {
        var name: String
        var others: [String]
        var nodes: Range<Int>
    }

    struct NamedSpot {
        var name: String
        /// The value of `place`, for a part of town.
        var place: String?
        var street: String
        var number: String
        var ground: Ground
    }

    struct CountedLine {
        var rule: String
        var nodes: Range<Int>
    }

    var nodes = NodePoints()
    var tagged: [Tagged] = []
    var streets: [NamedStreet] = []
    var spots: [NamedSpot] = []
    var counted: [CountedLine] = []
    var lineNodes: [Int64] = []
    var memberWays: [Int64] = []
    /// Of each way that might be a building's wall: two nodes across from one another.
    var corners: [Int64: (Int64, Int64)] = [:]

    public init() {}

    public mutating func take(_ block: ExtractBlock) {
        for index in block.nodes.ids.indices {
            let tags = block.tags(ofNode: index)
            if tags.isEmpty { continue }
            let point = GroundPoint(latitude: block.nodes.latitudes[index], longitude: block.nodes.longitudes[index])
            take(tags, .point(point), node: block.nodes.ids[index])
        }
        nodes.add(block.nodes)
        for index in block.ways.ids.indices { takeWay(block, index) }
        for index in block.relations.ids.indices { takeRelation(block, index) }
    }

    private mutating func takeWay(_ block: ExtractBlock, _ index: Int) {
        let tags = block.tags(ofWay: index)
        let ids = block.ways.nodes[block.ways.starts[index]..<block.ways.starts[index + 1]]
        guard let first = ids.first else { return }
        if tags["highway"] != nil {
            // Only a street's name counts, not that of a square drawn as an area with the tags of a shop.
            if let name = tags["name"]?.plain {
                streets.append(.init(name: name, others: tags.otherNames, nodes: keep(ids)))
            }
            return
        }
        corners[block.ways.ids[index]] = (first, ids[ids.startIndex + ids.count / 2])
        if let rule = tags["addr:interpolation"] {
            counted.append(.init(rule: rule, nodes: keep(ids)))
            return
        }
        guard tags.hasAddressOrName else { return }
        take(tags, .line(keep(ids)), node: nil)
    }

    private mutating func takeRelation(_ block: ExtractBlock, _ index: Int) {
        let tags = block.tags(ofRelation: index)
        guard tags.hasAddressOrName, tags["boundary"] == nil else { return }
        let members = block.relations.members[block.relations.starts[index]..<block.relations.starts[index + 1]]
        let start = memberWays.count
        for member in members where member.kind == .way && block.role(of: member) != "inner" {
            memberWays.append(member.id)
        }
        take(tags, .ways(start..<memberWays.count), node: nil)
    }

    private mutating func keep(_ ids: ArraySlice<Int64>) -> Range<Int> {
        let start = lineNodes.count
        lineNodes += ids
        return start..<lineNodes.count
    }

    private mutating func take(_ tags: Tags, _ ground: Ground, node: Int64?) {
        let street = tags["addr:street"]?.plain ?? tags["addr:place"]?.plain ?? ""
        let number = tags["addr:housenumber"]?.plain ?? ""
        if !street.isEmpty, !number.isEmpty || node != nil {
            tagged.append(
                .init(
                    street: street, number: number, postcode: tags["addr:postcode"]?.plain ?? "",
                    town: tags["addr:city"]?.plain ?? "",
                    district: tags["addr:suburb"]?.plain ?? tags["addr:quarter"]?.plain ?? "", node: node,
                    ground: ground))
        }
        guard let name = tags["name"]?.plain, tags.isSought else { return }
        spots.append(.init(name: name, place: tags["place"], street: street, number: number, ground: ground))
    }
}

extension Tags {
    fileprivate var hasAddressOrName: Bool { self["addr:housenumber"] != nil || self["name"] != nil }

    /// Whether people look for it by name: a part of town, a shop or the like.
    fileprivate var isSought: Bool {
        if let place = self["place"] { return Self.places.contains(place) }
        for key in ["shop", "amenity", "tourism", "office", "craft", "leisure", "healthcare", "railway"] {
            guard let value = self[key], value != "no" else { continue }
            return !Self.unsought.contains(value)
        }
        return false
    }

    private static let places: Set = [
        "city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "borough", "square",
        "isolated_dwelling", "locality",
    ]
    private static let unsought: Set = [
        "bench", "waste_basket", "parking_space", "vending_machine", "rail", "tram", "switch", "signal", "post_box",
        "information", "artwork", "abandoned", "disused",
    ]

    /// Other names, few and short.
    fileprivate var otherNames: [String] {
        var names: [String] = []
        for key in ["alt_name", "short_name", "loc_name", "old_name", "official_name"] {
            for name in self[key]?.split(separator: ";").prefix(2) ?? [] {
                if let name = String(name).plain, name != self["name"], !names.contains(name) { names.append(name) }
            }
        }
        return Array(names.prefix(3))
    }
}

extension String {
    /// Without white space around; `nil` for nothing, for control characters and for what is no name by its length.
    fileprivate var plain: String? {
        let words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...120).contains(words.unicodeScalars.count), !words.unicodeScalars.contains(where: { $0.value < 32 })
        else { return nil }
        return words
    }
}

/// Points of all nodes, to be found by id.
struct NodePoints {
    private var ids: [Int64] = []
    private var points: [GroundPoint] = []
    private var isSorted = true

    mutating func add(_ nodes: ExtractBlock.Nodes) {
        for index in nodes.ids.indices {
            if isSorted, let last = ids.last, last >= nodes.ids[index] { isSorted = false }
            ids.append(nodes.ids[index])
            points.append(GroundPoint(latitude: nodes.latitudes[index], longitude: nodes.longitudes[index]))
        }
    }

    /// To be called once all are there.
    mutating func sort() {
        guard !isSorted else { return }
        let order = ids.indices.sorted { ids[$0] < ids[$1] }
        (ids, points, isSorted) = (order.map { ids[$0] }, order.map { points[$0] }, true)
    }

    subscript(id: Int64) -> GroundPoint? {
        var (from, to) = (0, ids.count)
        while from < to {
            let middle = (from + to) / 2
            if ids[middle] < id { from = middle + 1 } else { to = middle }
        }
        return from < ids.count && ids[from] == id ? points[from] : nil
    }
}
