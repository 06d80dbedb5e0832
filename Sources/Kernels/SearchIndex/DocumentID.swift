/// A stable name of 16 bytes: a document's, a branch's, a category's. Caller's choice, usually a UUID.
/// Ordered by its bytes; ties of the ranking fall in this order.
public struct DocumentID: Hashable, Comparable, Sendable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The bytes of a UUID (`UUID.uuid`), the first byte the most significant.
    public init(
        _ b: (
            UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
            UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
        )
    ) {
        self = Self.init(bytes: [
            b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15,
        ])
    }

    /// Up to 16 bytes as they are; more are folded into 128 bits (FNV-1a, two seeds), so long names may collide in
    /// theory.
    public init(bytes: some Collection<UInt8>) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        if bytes.count <= 16 {
            for (i, byte) in bytes.enumerated() {
                if i < 8 { high |= UInt64(byte) << (56 - 8 * i) } else { low |= UInt64(byte) << (120 - 8 * i) }
            }
        } else {
            high = 0xcbf2_9ce4_8422_2325
            low = 0x8422_2325_cbf2_9ce4
            for byte in bytes {
                high = (high ^ UInt64(byte)) &* 0x100_0000_01b3
                low = (low ^ UInt64(byte)) &* 0x100_0000_01b3 &+ (high >> 29)
            }
        }
        self.init(high: high, low: low)
    }

    /// A name in text, such as an article number: its UTF-8 bytes.
    public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
    }

    public static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
