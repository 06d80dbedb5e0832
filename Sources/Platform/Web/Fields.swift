import Vocabulary

/// The members of a JSON object, taken out by name. `end()` refuses what nobody asked for.
///
///     var fields = try request.json().object()
///     let name = try fields.required("name", characters: 1...120)
///     let price: Money = try fields.required("price")
///     try fields.end()
package struct Fields: Sendable {
    private let json: JSON
    /// Node index of each key, in the document's order.
    private let keys: [Int]
    private var taken: [Bool]
    /// Positions of members that may be absent, but not `null`.
    private var nulls: [Int] = []

    init(_ json: JSON) {
        self.json = json
        var keys: [Int] = []
        keys.reserveCapacity(json.node.children)
        var index = json.index + 1
        for _ in 0..<json.node.children {
            keys.append(index)
            index = json.tape.nodes[index + 1].after
        }
        self.keys = keys
        taken = Array(repeating: false, count: keys.count)
    }

    /// The member as it stands, `null` included; `nil` where it is absent.
    package mutating func take(_ name: String) -> JSON? {
        guard let position = keys.firstIndex(where: { json.tape.key(at: $0, is: name) }) else { return nil }
        taken[position] = true
        return JSON(tape: json.tape, index: keys[position] + 1)
    }

    /// Refuses members that were never taken, and `null` where a member may only be absent; call it last.
    package func end() throws(RequestProblem) {
        guard nulls.isEmpty else {
            throw .fields(
                nulls.prefix(10).map { position in
                    FieldProblem(
                        json.pointer + "/" + JSONTape.escaped(json.tape.text(of: keys[position])), "type",
                        "must not be null: leave it out")
                })
        }
        let unknown = keys.indices.filter { !taken[$0] }.prefix(10).map { position in
            FieldProblem(
                json.pointer + "/" + JSONTape.escaped(json.tape.text(of: keys[position])), "unknown",
                "is no field of this request")
        }
        guard unknown.isEmpty else { throw .fields(Array(unknown)) }
    }

    /// The member as it stands, which must be there (it may be `null`).
    package mutating func required(_ name: String) throws(RequestProblem) -> JSON {
        guard let value = take(name) else {
            throw .fields([FieldProblem(json.pointer + "/" + JSONTape.escaped(name), "required", "is missing")])
        }
        return value
    }

    /// The member, where it is there. `null` is refused by `end()`: what clears a value says so by `change`.
    package mutating func optional(_ name: String) -> JSON? {
        guard let position = keys.firstIndex(where: { json.tape.key(at: $0, is: name) }) else { return nil }
        taken[position] = true
        let value = JSON(tape: json.tape, index: keys[position] + 1)
        guard value.isNull else { return value }
        nulls.append(position)
        return nil
    }

    package mutating func required<Value: JSONReadable>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Value {
        try Value(json: required(name))
    }

    package mutating func optional<Value: JSONReadable>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Value? {
        guard let value = optional(name) else { return nil }
        return try Value(json: value)
    }

    /// For merge patches: absent keeps, `null` clears, a value sets.
    package mutating func change<Value: JSONReadable>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Change<Value> {
        guard let value = take(name) else { return .keep }
        return value.isNull ? .clear : .set(try Value(json: value))
    }

    /// For merge patches of a text with a limit.
    package mutating func change(
        _ name: String, characters length: ClosedRange<Int>
    ) throws(RequestProblem) -> Change<String> {
        guard let value = take(name) else { return .keep }
        return value.isNull ? .clear : .set(try value.string(length))
    }
}

/// What a merge patch says about one field.
package enum Change<Value: Sendable>: Sendable {
    case keep
    case clear
    case set(Value)

    /// The value after the patch, for a field that may be empty.
    package func applied(to old: Value?) -> Value? {
        switch self {
        case .keep: old
        case .clear: nil
        case .set(let new): new
        }
    }
}
extension Change: Equatable where Value: Equatable {}

extension Fields {
    package mutating func required(_ name: String, characters length: ClosedRange<Int>) throws(RequestProblem) -> String
    {
        try required(name).string(length)
    }

    package mutating func optional(
        _ name: String, characters length: ClosedRange<Int>
    ) throws(RequestProblem) -> String? {
        try optional(name)?.string(length)
    }

    package mutating func required(_ name: String, in range: ClosedRange<Int64>) throws(RequestProblem) -> Int64 {
        try required(name).integer(range)
    }

    package mutating func optional(_ name: String, in range: ClosedRange<Int64>) throws(RequestProblem) -> Int64? {
        try optional(name)?.integer(range)
    }

    package mutating func required(_ name: String, in range: ClosedRange<Int>) throws(RequestProblem) -> Int {
        Int(try required(name).integer(Int64(range.lowerBound)...Int64(range.upperBound)))
    }

    package mutating func optional(_ name: String, in range: ClosedRange<Int>) throws(RequestProblem) -> Int? {
        try optional(name)?.integer(Int64(range.lowerBound)...Int64(range.upperBound)).asInt
    }

    package mutating func object(_ name: String) throws(RequestProblem) -> Fields { try required(name).object() }

    package mutating func optionalObject(_ name: String) throws(RequestProblem) -> Fields? {
        try optional(name)?.object()
    }

    /// Each element read by `read`; required unless `count` allows zero, then absent reads as empty.
    package mutating func array<Element>(
        _ name: String, _ count: ClosedRange<Int>, _ read: (JSON) throws(RequestProblem) -> Element
    ) throws(RequestProblem) -> [Element] {
        if count.lowerBound == 0, take(name) == nil { return [] }
        return try required(name).array(count, read)
    }

    package mutating func array<Element: JSONReadable>(
        _ name: String, _ count: ClosedRange<Int>, of _: Element.Type = Element.self
    ) throws(RequestProblem) -> [Element] {
        try array(name, count) { (json) throws(RequestProblem) in try Element(json: json) }
    }
}

extension Int64 {
    fileprivate var asInt: Int { Int(self) }
}
