import Vocabulary

/// A JSON value of a request: a place on the tape of a checked document. Read it as what the contract says it is.
///
/// Every reading method throws `RequestProblem.fields` with the JSON pointer of the value, never a crash or a guess.
package struct JSON: Sendable {
    let tape: JSONTape
    let index: Int

    /// Reads a whole document. Refuses what RFC 8259 refuses and more: duplicate keys, invalid UTF-8, NUL, lone
    /// surrogates, more than 32 levels, keys beyond 128 bytes, objects beyond 10,000 members, numbers beyond 64 digits.
    package init(parsing bytes: [UInt8]) throws(RequestProblem) {
        var parser = JSONParser(bytes)
        tape = try parser.document()
        index = 0
    }

    init(tape: JSONTape, index: Int) {
        self.tape = tape
        self.index = index
    }

    /// Where in the document this value stands (RFC 6901); the empty string is the whole document.
    package var pointer: String { tape.pointer(to: index) }

    package var isNull: Bool { node.kind == .null }

    /// The members, to be read by name.
    package func object() throws(RequestProblem) -> Fields {
        guard node.kind == .object else { throw wrong("type", "must be an object") }
        return Fields(self)
    }

    /// Each element, read by `read`. Collects what is wrong with up to ten elements before it throws.
    package func array<Element>(
        _ count: ClosedRange<Int>, _ read: (JSON) throws(RequestProblem) -> Element
    ) throws(RequestProblem) -> [Element] {
        guard node.kind == .array else { throw wrong("type", "must be an array") }
        guard count.contains(node.children) else {
            throw wrong("count", "must have \(count.lowerBound) to \(count.upperBound) elements")
        }
        var elements: [Element] = []
        elements.reserveCapacity(node.children)
        var problems: [FieldProblem] = []
        var position = index + 1
        while position < node.after, problems.count < 10 {
            do throws(RequestProblem) {
                elements.append(try read(JSON(tape: tape, index: position)))
            } catch {
                guard case .fields(let found) = error else { throw error }
                problems += found
            }
            position = tape.nodes[position].after
        }
        guard problems.isEmpty else { throw .fields(problems) }
        return elements
    }

    /// A text of so many Unicode scalars (as JSON Schema counts); never with NUL.
    package func string(_ length: ClosedRange<Int>) throws(RequestProblem) -> String {
        guard node.kind == .string else { throw wrong("type", "must be a string") }
        let text = tape.text(of: index)
        guard length.contains(text.unicodeScalars.count) else {
            throw wrong("length", "must be \(length.lowerBound) to \(length.upperBound) characters long")
        }
        return text
    }

    /// A whole number without fraction or exponent, inside `range`.
    package func integer(_ range: ClosedRange<Int64> = .min ... .max) throws(RequestProblem) -> Int64 {
        guard node.kind == .number else { throw wrong("type", "must be an integer") }
        guard let value = Int64(tape.raw(index)), range.contains(value) else {
            let whole = tape.bytes[node.start..<node.end].allSatisfy { $0 == UInt8(ascii: "-") || $0.isDigit }
            guard whole else { throw wrong("type", "must be an integer") }
            throw wrong("range", "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    /// Any finite number, for degrees and such; never for money.
    package func number(_ range: ClosedRange<Double>) throws(RequestProblem) -> Double {
        guard node.kind == .number, let value = Double(tape.raw(index)), value.isFinite else {
            throw wrong("type", "must be a number")
        }
        guard range.contains(value) else {
            throw wrong("range", "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    package func bool() throws(RequestProblem) -> Bool {
        switch node.kind {
        case .true: return true
        case .false: return false
        default: throw wrong("type", "must be true or false")
        }
    }

    /// The problem that this value breaks a rule, for readers outside this file.
    package func wrong(_ code: String, _ sentence: String) -> RequestProblem {
        .fields([FieldProblem(pointer, code, sentence)])
    }

    var node: JSONTape.Node { tape.nodes[index] }
}
