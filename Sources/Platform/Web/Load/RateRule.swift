/// How often something may be done: so many times in each window, by whom.
package struct RateRule: Sendable, Equatable {
    /// Who is counted.
    package enum Counted: Sendable, Equatable {
        /// A network address (IPv6: a /64).
        case address
        /// Who is signed in; nobody else is counted.
        case subject
        /// What a part of the path names: `retailer`.
        case path(String)
        /// An account by a text of the body, `email`. Tries beyond the limit are held up, not refused, and an address
        /// from which it went well before is counted for itself: so no stranger locks anybody out.
        case account(field: String)
    }

    /// Stands in the headers.
    package let name: String
    package let count: Int
    package let windowSeconds: Int
    package let counted: Counted
    /// How long a try beyond the limit may be held up before it is refused.
    package var patience = Duration.zero
    /// What was refused does not count.
    package var forgivesRefusals = false
    /// Where nothing can be counted any more, nothing is allowed.
    package var failsClosed = false

    package init(_ name: String, _ count: Int, perSeconds windowSeconds: Int, of counted: Counted) {
        self.name = name
        self.count = count
        self.windowSeconds = windowSeconds
        self.counted = counted
    }

    /// `"search";q=120;w=60`
    var policy: String { "\"\(name)\";q=\(count);w=\(windowSeconds)" }
}
