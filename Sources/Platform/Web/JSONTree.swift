import Vocabulary

/// Any JSON value as a plain tree, for documents whose shape we don't know: the API document, foreign bodies, tests.
/// Members keep their order; numbers keep their text.
package indirect enum JSONTree: Sendable, Hashable, JSONWritable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let key: String
        package var value: JSONTree

        package init(_ key: String, _ value: JSONTree) {
            self.key = key
            self.value = value
        }
    }

    package init(_ json: JSON) {
        switch json.node.kind {
        case .null: self = .null
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .number: self = .number(json.tape.raw(json.index))
        case .string: self = .string(json.tape.text(of: json.index))
        case .array:
            self = .array(Self.children(of: json).map { JSONTree(JSON(tape: json.tape, index: $0)) })
        case .object:
            self = .object(
                Self.children(of: json).map { value in
                    Member(json.tape.text(of: value - 1), JSONTree(JSON(tape: json.tape, index: value)))
                })
        }
    }

    package init(parsing bytes: [UInt8]) throws(RequestProblem) { self.init(try JSON(parsing: bytes)) }

    /// Indices of the element or member values.
    private static func children(of json: JSON) -> [Int] {
        var indices: [Int] = []
        var index = json.index + 1
        for _ in 0..<json.node.children {
            if json.node.kind == .object { index += 1 }
            indices.append(index)
            index = json.tape.nodes[index].after
        }
        return indices
    }

    package func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let value): json.bool(value)
        case .number(let text): json.raw(text.utf8)
        case .string(let text): json.string(text)
        case .array(let elements): json.array(elements)
        case .object(let members):
            json.object { json in
                for member in members {
                    json.key(text: member.key)
                    member.value.write(to: &json)
                }
            }
        }
    }

    /// Its bytes, without spaces, members in their order.
    package var bytes: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }
}

extension JSONTree {
    /// A member of an object; `nil` where this is none or has none of that name.
    package subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// An element of an array; `nil` beyond its end.
    package subscript(_ index: Int) -> JSONTree? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var int: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements; empty where this is no array.
    package var elements: [JSONTree] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The members in their order; empty where this is no object.
    package var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}
