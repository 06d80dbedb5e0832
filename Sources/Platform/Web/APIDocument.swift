import Foundation
import Vocabulary

/// The OpenAPI 3.1 document: `openapi/main.json` and one part for each feature, merged by name.
///
/// `x-everywhere` of the main part holds responses that every operation gets where it does not name them itself.
package struct APIDocument: Sendable {
    /// What keeps the parts from being one document.
    package struct Flaw: Error, CustomStringConvertible, Equatable {
        package let description: String

        package init(description: String) { self.description = description }
    }

    package let tree: JSONTree
    package let bytes: [UInt8]

    /// Parts by name; one of them holds `openapi` and `info`.
    package init(merging parts: [(name: String, bytes: [UInt8])]) throws {
        var merged = JSONTree.object([])
        for (name, bytes) in parts {
            do {
                merged = try Self.merge(merged, JSONTree(parsing: bytes), at: "", depth: 0)
            } catch let problem as RequestProblem {
                throw Flaw(description: "\(name): \(problem.sentence)")
            } catch let flaw as Flaw {
                throw Flaw(description: "\(name): \(flaw)")
            }
        }
        guard merged["openapi"]?.string?.hasPrefix("3.1") == true else {
            throw Flaw(description: "no part says openapi 3.1")
        }
        tree = try Self.completed(merged)
        bytes = tree.bytes
        try Self.checkReferences(in: tree, of: tree)
    }

    /// All parts of a folder, `main.json` first, the others by name.
    package init(folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        let sorted = names.sorted { ($0 == "main.json" ? "" : $0) < ($1 == "main.json" ? "" : $1) }
        try self.init(
            merging: sorted.map { name in
                guard let content = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                    throw Flaw(description: "\(name): cannot be read")
                }
                return (name, Array(content))
            })
    }

    /// A part of the document by its pointer: `#/components/schemas/Money`.
    package func resolve(_ reference: String) -> JSONTree? { Self.resolve(reference, in: tree) }

    /// Operations that only one of the two knows; empty when the document and the routes say the same.
    package func differences(from table: RouteTable) -> [String] {
        let mounted = Set(table.operations.map { "\($0.method) \($0.path)" })
        let described = Set(operations.map { "\($0.method) \($0.path)" })
        return mounted.subtracting(described).map { "\($0) is mounted, but not described" }.sorted()
            + described.subtracting(mounted).map { "\($0) is described, but not mounted" }.sorted()
    }

    /// Every operation described: method in capitals, path template.
    package var operations: [(method: String, path: String)] {
        (tree["paths"]?.members ?? []).flatMap { path in
            path.value.members.filter { Self.methods.contains($0.key) }.map { ($0.key.uppercased(), path.key) }
        }
    }
}

extension APIDocument {
    private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    /// Objects down to the third level are joined; two parts never say different things about one.
    private static func merge(_ left: JSONTree, _ right: JSONTree, at place: String, depth: Int) throws -> JSONTree {
        guard case .object(var members) = left, case .object(let others) = right else {
            if case .array(let ours) = left, case .array(let theirs) = right { return .array(ours + theirs) }
            throw Flaw(description: "\(place) is there already")
        }
        for other in others {
            guard let position = members.firstIndex(where: { $0.key == other.key }) else {
                members.append(other)
                continue
            }
            guard members[position].value != other.value else { continue }
            guard depth < 2 else { throw Flaw(description: "\(place)/\(other.key) is there already") }
            members[position].value = try merge(
                members[position].value, other.value, at: "\(place)/\(other.key)", depth: depth + 1)
        }
        return .object(members)
    }

    /// Gives every operation the responses that all have.
    private static func completed(_ tree: JSONTree) throws -> JSONTree {
        let everywhere = tree["x-everywhere"]?["responses"]?.members ?? []
        return .object(
            tree.members.filter { $0.key != "x-everywhere" }.map { top in
                guard top.key == "paths" else { return top }
                return .init("paths", .object(top.value.members.map { .init($0.key, completed($0.value, everywhere)) }))
            })
    }

    private static func completed(_ path: JSONTree, _ everywhere: [JSONTree.Member]) -> JSONTree {
        .object(
            path.members.map { member in
                guard methods.contains(member.key) else { return member }
                let own = member.value["responses"]?.members ?? []
                let missing = everywhere.filter { response in !own.contains { $0.key == response.key } }
                var operation = member.value.members.filter { $0.key != "responses" }
                operation.append(.init("responses", .object(own + missing)))
                return .init(member.key, .object(operation))
            })
    }

    private static func checkReferences(in node: JSONTree, of root: JSONTree) throws {
        for element in node.elements { try checkReferences(in: element, of: root) }
        for member in node.members {
            if member.key == "$ref", let reference = member.value.string, resolve(reference, in: root) == nil {
                throw Flaw(description: "\(reference) leads nowhere")
            }
            try checkReferences(in: member.value, of: root)
        }
    }

    private static func resolve(_ reference: String, in root: JSONTree) -> JSONTree? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(root as JSONTree?) { node, token in
            node?[String(token.replacing("~1", with: "/").replacing("~0", with: "~"))]
        }
    }
}
