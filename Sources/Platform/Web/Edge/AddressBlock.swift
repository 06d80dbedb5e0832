#if canImport(Glibc)
    import Glibc
#endif

/// A block of network addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct AddressBlock: Sendable, Equatable, LosslessStringConvertible {
    /// An IP address; IPv4 as `::ffff:a.b.c.d`, so that both kinds compare.
    package struct Address: Hashable, Sendable {
        let high: UInt64
        let low: UInt64

        /// Of numbers and colons only: names are not looked up.
        package init?(_ text: some StringProtocol) {
            var four = in_addr()
            var six = in6_addr()
            let text = String(text)
            if inet_pton(AF_INET, text, &four) == 1 {
                high = 0
                low = 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr))
            } else if inet_pton(AF_INET6, text, &six) == 1 {
                (high, low) = withUnsafeBytes(of: &six) { bytes in
                    (
                        UInt64(bigEndian: bytes.load(as: UInt64.self)),
                        UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self))
                    )
                }
            } else {
                return nil
            }
        }

        init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }

        var isVersion6: Bool { high != 0 || low >> 32 != 0xFFFF }

        /// Who is one household: IPv6 networks hand a /64 to each.
        var household: Address { isVersion6 ? Address(high: high, low: 0) : self }
    }

    private let address: Address
    private let bits: Int
    package let description: String

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let address = Address(first) else { return nil }
        let width = address.isVersion6 ? 128 : 32
        let given = parts.count == 2 ? Int(parts[1]) : width
        guard let given, (0...width).contains(given) else { return nil }
        self.address = address
        bits = given + 128 - width
        description = text
    }

    package func contains(_ other: Address) -> Bool {
        let high = bits >= 64 ? UInt64.max : bits == 0 ? 0 : UInt64.max << UInt64(64 - bits)
        let low = bits <= 64 ? 0 : UInt64.max << UInt64(128 - bits)
        return (address.high ^ other.high) & high == 0 && (address.low ^ other.low) & low == 0
    }
}

extension AddressBlock {
    /// On whose behalf a request came: what the last proxy that is not trusted was called by the first that is.
    /// `forwarded` are the values of `X-Forwarded-For` in their order; text that is no address ends the search.
    static func caller(_ peer: Address, _ forwarded: [String], trusting proxies: [AddressBlock]) -> Address {
        var caller = peer
        var chain = forwarded.flatMap { $0.split(separator: ",") }[...]
        while proxies.contains(where: { $0.contains(caller) }), let last = chain.popLast(),
            let address = Address(last.trimmed)
        {
            caller = address
        }
        return caller
    }
}
