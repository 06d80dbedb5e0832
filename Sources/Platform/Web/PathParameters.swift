import Hummingbird
import Vocabulary

extension WebCarrying {
    /// The id in the path. What is no id can belong to nothing: it answers like an unknown one.
    package func id<Thing>(_ name: String, as _: ID<Thing>.Type = ID<Thing>.self) throws(RequestProblem) -> ID<Thing> {
        try path(name, as: ID<Thing>.self)
    }

    /// A part of the path as what it must be; else not found.
    package func path<Value: LosslessStringConvertible>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(RequestProblem) -> Value {
        guard let raw = parameters.get(name) else { preconditionFailure("no {\(name)} in this path") }
        guard let text = percentDecoded(raw.utf8[...], plusIsSpace: false), let value = Value(text) else {
            throw .notFound
        }
        return value
    }

    /// A part of the path, percent-decoded; at most 200 scalars and without NUL, else not found.
    package func path(_ name: String) throws(RequestProblem) -> String {
        let text: String = try path(name, as: String.self)
        guard (1...200).contains(text.unicodeScalars.count) else { throw .notFound }
        return text
    }
}

/// `nil` for a broken escape, bytes that are no UTF-8, or NUL.
func percentDecoded(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "%"):
            guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
            bytes.append(high << 4 | low)
        case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
        default: bytes.append(byte)
        }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
}
