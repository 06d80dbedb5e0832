import Hummingbird
import Vocabulary

/// The query parameters, taken out by name. A parameter that comes twice or that nobody takes is refused.
///
///     var query = try request.query()
///     let limit = try query.limit()
///     let openNow: Bool? = try query.optional("openNow")
///     try query.end()
package struct Query: Sendable {
    private var values: [(name: String, text: String, taken: Bool)] = []

    private let path: String

    init(_ raw: String, path: String = "") throws(RequestProblem) {
        self.path = path
        for part in raw.split(separator: "&") {
            let end = part.utf8.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let after = end < part.endIndex ? part.utf8.index(after: end) : end
            guard let name = percentDecoded(part.utf8[..<end], plusIsSpace: true),
                let text = percentDecoded(part.utf8[after...], plusIsSpace: true)
            else { throw .parameters([FieldProblem("query", "encoding", "is not properly percent-encoded UTF-8")]) }
            let known = values.contains { $0.name == name }
            guard !known else { throw Self.wrong(name, "repeated", "comes twice") }
            guard values.count < 50 else { throw Self.wrong("query", "count", "has too many parameters") }
            values.append((name, text, false))
        }
    }

    /// Refuses parameters that were never taken; call it last.
    package func end() throws(RequestProblem) {
        let unknown = values.filter { !$0.taken }.prefix(10)
        guard unknown.isEmpty else {
            throw .parameters(unknown.map { FieldProblem($0.name, "unknown", "is no parameter of this request") })
        }
    }

    /// A text of so many Unicode scalars; `nil` where absent.
    package mutating func optional(
        _ name: String, characters length: ClosedRange<Int>
    ) throws(RequestProblem) -> String? {
        guard let text = take(name) else { return nil }
        guard length.contains(text.unicodeScalars.count) else {
            throw Self.wrong(name, "length", "must be \(length.lowerBound) to \(length.upperBound) characters long")
        }
        return text
    }

    /// A whole number in plain decimal digits.
    package mutating func optional(_ name: String, in range: ClosedRange<Int>) throws(RequestProblem) -> Int? {
        guard let text = take(name) else { return nil }
        guard let value = Int(text), String(value) == text, range.contains(value) else {
            throw Self.wrong(name, "range", "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    package mutating func optional(_ name: String, in range: ClosedRange<Double>) throws(RequestProblem) -> Double? {
        guard let text = take(name) else { return nil }
        guard text.utf8.count <= 32, text.utf8.allSatisfy({ $0.isDigit || $0 == 45 || $0 == 46 }),
            let value = Double(text), range.contains(value)
        else { throw Self.wrong(name, "range", "must be between \(range.lowerBound) and \(range.upperBound)") }
        return value
    }

    /// An id, a moment, a day, `true` or `false`: whatever reads itself from text.
    package mutating func optional<Value: LosslessStringConvertible>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Value? {
        guard let text = take(name) else { return nil }
        guard let value = Value(text) else { throw Self.wrong(name, "format", "is not of the described form") }
        return value
    }

    /// One of an enum's raw texts.
    package mutating func optional<Value: RawRepresentable<String>>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Value? {
        guard let text = take(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw Self.wrong(name, "enum", "must be one of the known values")
        }
        return value
    }

    /// How many a page may hold: 1…200, 50 where nothing is said.
    package mutating func limit(upTo most: Int = 200) throws(RequestProblem) -> Int {
        try optional("limit", in: 1...most) ?? min(50, most)
    }

    /// The problem that a parameter breaks a rule.
    package static func wrong(_ name: String, _ code: String, _ sentence: String) -> RequestProblem {
        .parameters([FieldProblem(name, code, sentence)])
    }

    /// What is there must be there.
    package func required<Value>(_ name: String, _ value: Value?) throws(RequestProblem) -> Value {
        guard let value else { throw Self.wrong(name, "required", "is missing") }
        return value
    }

    /// What a cursor is bound to: the path and every parameter that is not about paging.
    var scope: [UInt8] {
        var json = JSONWriter()
        json.array { json in
            json.string(path)
            for value in values.sorted(by: { $0.name < $1.name }) where !["cursor", "limit"].contains(value.name) {
                json.string(value.name)
                json.string(value.text)
            }
        }
        return json.bytes
    }

    private mutating func take(_ name: String) -> String? {
        guard let position = values.firstIndex(where: { $0.name == name }) else { return nil }
        values[position].taken = true
        return values[position].text
    }
}

extension Request {
    package func query() throws(RequestProblem) -> Query { try Query(uri.query ?? "", path: uri.path) }

    /// For routes that take no parameters at all.
    package func noQuery() throws(RequestProblem) { try query().end() }
}
