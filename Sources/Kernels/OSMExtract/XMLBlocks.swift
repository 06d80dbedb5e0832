/// The elements of an OpenStreetMap XML file, gathered into blocks.
final class XMLBlocks {
    private static let elementsPerBlock = 8_000

    private var scanner: XMLScanner
    private var hasRoot = false
    private var isDone = false
    private var block = BlockDraft()

    init(_ stream: ByteStream) { scanner = XMLScanner(stream) }

    func next() throws -> ExtractBlock? {
        while !isDone {
            guard let tag = try scanner.next() else {
                guard hasRoot else { throw ExtractFault(.file, "holds no OpenStreetMap data") }
                throw fault("the file ends before </osm>")
            }
            if !hasRoot {
                try begin(tag)
            } else if tag.isEnd {
                block.end(tag.name)
                if tag.name == "osm" {
                    guard block.isBetween else { throw fault("</osm> inside an element") }
                    try end()
                }
            } else {
                try take(tag)
                if tag.isWhole { block.end(tag.name) }
            }
            if block.elements >= Self.elementsPerBlock, block.isBetween { return block.finish() }
        }
        return block.elements > 0 ? block.finish() : nil
    }

    /// Reads what follows, so that a packed file that was cut is noticed.
    private func end() throws {
        isDone = true
        if try scanner.next() != nil { throw fault("more elements after </osm>") }
    }

    private func begin(_ tag: XMLTag) throws {
        switch tag.name {
        case "osm": hasRoot = true
        case "osmChange", "osmAugmentedDiff":
            throw ExtractFault(.file, "is a change file, which does not say how things are: an extract is needed")
        default: throw ExtractFault(.file, "is XML, but of <\(tag.name)>, not of OpenStreetMap")
        }
        isDone = tag.isWhole
    }

    private func take(_ tag: XMLTag) throws {
        switch tag.name {
        case "node", "way", "relation":
            guard block.isBetween else { throw fault("<\(tag.name)> inside another element") }
            if tag["visible"] == "false" { throw fault("a deleted element: full history files are not read") }
            let id = try number(tag, "id")
            switch tag.name {
            case "node": block.node(id, try degrees(tag, "lat", 90), try degrees(tag, "lon", 180))
            case "way": block.way(id)
            default: block.relation(id)
            }
        case "nd": block.add(node: try number(tag, "ref"))
        case "member":
            let kinds: [String: ExtractBlock.Member.Kind] = ["node": .node, "way": .way, "relation": .relation]
            guard let kind = kinds[tag["type"] ?? ""] else { throw fault("a member of no known type") }
            block.add(member: kind, try number(tag, "ref"), role: tag["role"] ?? "")
        case "tag":
            guard let key = tag["k"], let value = tag["v"] else { throw fault("a tag without k or v") }
            block.add(key: key, value: value)
        default: break  // bounds, notes and what others may add
        }
    }

    private func number(_ tag: XMLTag, _ name: String) throws -> Int64 {
        guard let number = tag[name].flatMap({ Int64($0) }) else { throw fault("<\(tag.name)> needs a number \(name)") }
        return number
    }

    private func degrees(_ tag: XMLTag, _ name: String, _ most: Double) throws -> Int32 {
        guard let degrees = tag[name].flatMap({ Double($0) }), degrees.magnitude <= most else {
            throw fault("<\(tag.name)> needs degrees as \(name)")
        }
        return Int32((degrees * 1e7).rounded())
    }

    private func fault(_ reason: String) -> ExtractFault { ExtractFault(.line(scanner.line), reason) }
}

/// A block while its elements come in.
private struct BlockDraft {
    private enum Open { case none, node, way, relation }

    private var block = ExtractBlock()
    private var numbers: [String: Int32] = [:]
    private var open = Open.none
    private(set) var elements = 0

    var isBetween: Bool { open == .none }

    mutating func finish() -> ExtractBlock {
        defer { self = BlockDraft() }
        return block
    }

    mutating func node(_ id: Int64, _ latitude: Int32, _ longitude: Int32) {
        block.nodes.ids.append(id)
        block.nodes.latitudes.append(latitude)
        block.nodes.longitudes.append(longitude)
        begin(.node)
    }

    mutating func way(_ id: Int64) {
        block.ways.ids.append(id)
        begin(.way)
    }

    mutating func relation(_ id: Int64) {
        block.relations.ids.append(id)
        begin(.relation)
    }

    private mutating func begin(_ kind: Open) {
        open = kind
        elements += 1
    }

    mutating func add(node: Int64) { if open == .way { block.ways.nodes.append(node) } }

    mutating func add(member kind: ExtractBlock.Member.Kind, _ id: Int64, role: String) {
        guard open == .relation else { return }
        block.relations.members.append(.init(kind: kind, id: id, role: string(role)))
    }

    mutating func add(key: String, value: String) {
        let pair = [string(key), string(value)]
        switch open {
        case .node: block.nodes.tags.pairs += pair
        case .way: block.ways.tags.pairs += pair
        case .relation: block.relations.tags.pairs += pair
        case .none: break
        }
    }

    mutating func end(_ name: String) {
        switch (name, open) {
        case ("node", .node): block.nodes.tags.close()
        case ("way", .way):
            block.ways.tags.close()
            block.ways.starts.append(block.ways.nodes.count)
        case ("relation", .relation):
            block.relations.tags.close()
            block.relations.starts.append(block.relations.members.count)
        default: return
        }
        open = .none
    }

    private mutating func string(_ text: String) -> Int32 {
        if let known = numbers[text] { return known }
        let number = Int32(block.strings.count)
        block.strings.append(text)
        numbers[text] = number
        return number
    }
}
