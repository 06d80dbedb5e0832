import Synchronization

/// One thing that can be asked for over HTTP.
package struct Operation: Hashable, Sendable, Comparable {
    package let method: String
    /// The template: `/v1/cities/{city}/retailers/{retailer}`.
    package let path: String
    /// Who may call it, in words.
    package let who: String

    package static func < (left: Self, right: Self) -> Bool { (left.path, left.method) < (right.path, right.method) }
}

/// Every operation of the program. Filled while features mount their routes, read when nothing matched.
package final class RouteTable: Sendable {
    private let mounted = Mutex<[Operation]>([])

    package init() {}

    package var operations: [Operation] { mounted.withLock { $0 }.sorted() }

    func add(_ operation: Operation) { mounted.withLock { $0.append(operation) } }

    /// The methods a path answers to, HEAD and OPTIONS included; empty where there is nothing at all.
    func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/")
        let matching = mounted.withLock { $0 }.filter { Self.matches($0.path, parts) }
        guard let exact = matching.map({ Self.captures($0.path) }).min() else { return [] }
        var methods = Set(matching.filter { Self.captures($0.path) == exact }.map(\.method))
        if methods.contains("GET") { methods.insert("HEAD") }
        methods.insert("OPTIONS")
        return methods.sorted()
    }

    private static func matches(_ template: String, _ parts: [Substring]) -> Bool {
        let names = template.split(separator: "/")
        return names.count == parts.count
            && zip(names, parts).allSatisfy { name, part in
                // A capture may end in letters that must be there: `{row}.svg`.
                name.first == "{" ? part.hasSuffix(name.drop { $0 != "}" }.dropFirst()) : name == part
            }
    }

    private static func captures(_ template: String) -> Int { template.utf8.count { $0 == UInt8(ascii: "{") } }
}
