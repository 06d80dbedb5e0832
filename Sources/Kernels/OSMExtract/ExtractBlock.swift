/// A piece of an extract, as flat arrays: some thousand elements at most, in the file's order.
///
/// A file gives nodes first, then ways, then relations; a block usually holds one kind. Ids are those of
/// OpenStreetMap and may be negative. Coordinates are in units of 1e-7 degrees.
public struct ExtractBlock: Sendable {
    public internal(set) var nodes = Nodes()
    public internal(set) var ways = Ways()
    public internal(set) var relations = Relations()
    /// The texts that tags and roles of this block are made of.
    public internal(set) var strings: [String] = []

    public struct Nodes: Sendable {
        public internal(set) var ids: [Int64] = []
        public internal(set) var latitudes: [Int32] = []
        public internal(set) var longitudes: [Int32] = []
        var tags = TagLists()
    }

    public struct Ways: Sendable {
        public internal(set) var ids: [Int64] = []
        /// Nodes of all ways, one after the other; those of way `i` are `starts[i]..<starts[i + 1]`.
        public internal(set) var nodes: [Int64] = []
        public internal(set) var starts: [Int] = [0]
        var tags = TagLists()
    }

    public struct Relations: Sendable {
        public internal(set) var ids: [Int64] = []
        /// Members of all relations, one after the other; those of relation `i` are `starts[i]..<starts[i + 1]`.
        public internal(set) var members: [Member] = []
        public internal(set) var starts: [Int] = [0]
        var tags = TagLists()
    }

    public struct Member: Sendable, Equatable {
        public enum Kind: Sendable { case node, way, relation }
        public let kind: Kind
        public let id: Int64
        /// Index into the block's `strings`.
        let role: Int32
    }

    public func role(of member: Member) -> String { strings[Int(member.role)] }
    public func tags(ofNode index: Int) -> Tags { Tags(strings: strings, lists: nodes.tags, element: index) }
    public func tags(ofWay index: Int) -> Tags { Tags(strings: strings, lists: ways.tags, element: index) }
    public func tags(ofRelation index: Int) -> Tags { Tags(strings: strings, lists: relations.tags, element: index) }
}

/// Tags of many elements: pairs of indices into the block's strings.
struct TagLists: Sendable {
    var pairs: [Int32] = []
    var starts: [Int32] = [0]

    mutating func close() { starts.append(Int32(pairs.count)) }
}

/// The tags of one element.
public struct Tags: Sendable, Sequence {
    private let strings: [String]
    private let pairs: ArraySlice<Int32>

    init(strings: [String], lists: TagLists, element: Int) {
        self.strings = strings
        pairs = lists.pairs[Int(lists.starts[element])..<Int(lists.starts[element + 1])]
    }

    /// Tags that are no part of a file.
    public init(_ tags: [String: String]) {
        strings = tags.flatMap { [$0.key, $0.value] }
        pairs = ArraySlice((0..<Int32(strings.count)).map { $0 })
    }

    public var isEmpty: Bool { pairs.isEmpty }
    public var count: Int { pairs.count / 2 }

    /// The value of a key; where a key stands twice, which is a fault of the data, the first.
    public subscript(key: String) -> String? {
        var at = pairs.startIndex
        while at < pairs.endIndex {
            if strings[Int(pairs[at])] == key { return strings[Int(pairs[at + 1])] }
            at += 2
        }
        return nil
    }

    public func makeIterator() -> AnyIterator<(key: String, value: String)> {
        var at = pairs.startIndex
        return AnyIterator {
            guard at < pairs.endIndex else { return nil }
            defer { at += 2 }
            return (strings[Int(pairs[at])], strings[Int(pairs[at + 1])])
        }
    }
}
