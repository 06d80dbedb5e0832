import HTTPTypes

/// A request's id: the caller's where it is harmless to log, else ours.
enum RequestIdentity {
    static let header = HTTPField.Name("X-Request-Id")!

    static func id(from headers: HTTPFields) -> String {
        if let given = headers[header], isHarmless(given) { return given }
        return make()
    }

    /// `[A-Za-z0-9-]{8,64}`
    static func isHarmless(_ text: String) -> Bool {
        (8...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, 45: true
                default: false
                }
            }
    }

    /// The trace a caller's `traceparent` belongs to (W3C Trace Context, version 00); `nil` for none or a broken one.
    static func traceId(from headers: HTTPFields) -> String? {
        guard let parent = headers[HTTPField.Name("traceparent")!] else { return nil }
        let parts = parent.split(separator: "-", omittingEmptySubsequences: false)
        let isHex: (Substring) -> Bool = { part in
            part.utf8.allSatisfy { $0.isDigit || (97...102).contains($0) } && part.utf8.contains { $0 != 48 }
        }
        guard parts.count == 4, parts[0] == "00", parts[1].utf8.count == 32, parts[2].utf8.count == 16,
            parts[3].utf8.count == 2, isHex(parts[1]), isHex(parts[2])
        else { return nil }
        return String(parts[1])
    }

    /// 32 random hex digits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let halves = (generator.next() as UInt64, generator.next() as UInt64)
        return String(unsafeUninitializedCapacity: 32) { buffer in
            for digit in 0..<32 {
                let half = digit < 16 ? halves.0 : halves.1
                let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit % 16))) & 15
                buffer[digit] = value < 10 ? 48 + value : 87 + value
            }
            return 32
        }
    }
}
