import Crypto
import Hummingbird
import Vocabulary

/// One page of a list by keyset: where it starts and how long it may be.
///
///     var query = try request.query()
///     let district = try query.optional("district", characters: 1...80)
///     let listing = try context.listing(&query, keys: 2)
///     try query.end()
///     let rows = try await retailers.list(after: listing.after, limit: listing.fetch, …)
///     return listing.page(rows, key: { [$0.name, $0.id.description] }, view: RetailerView.init)
package struct Listing: Sendable {
    package let limit: Int
    /// The sort values of the last row of the page before; `nil` on the first page.
    package let after: [String]?
    private let seal: CursorSeal

    init(limit: Int, cursor: String?, keys: Int, seal: CursorSeal) throws(RequestProblem) {
        self.limit = limit
        self.seal = seal
        guard let cursor else {
            after = nil
            return
        }
        guard let values = seal.open(cursor), values.count == keys else {
            throw Query.wrong("cursor", "cursor", "belongs to no page of this list")
        }
        after = values
    }

    /// How many rows to ask for: one more than the page holds tells whether there is a next one.
    package var fetch: Int { limit + 1 }

    /// The page out of up to `fetch` rows; `key` gives a row's sort values, unique ones last.
    package func page<Row, Item: View>(
        _ rows: [Row], key: (Row) -> [String], view: (Row) throws -> Item
    ) rethrows -> Page<Item> {
        let shown = rows.prefix(limit)
        let next = rows.count > limit ? shown.last.map { seal.close(key($0)) } : nil
        return Page(try shown.map(view), next: next)
    }
}

extension WebCarrying {
    /// Reads `limit` and `cursor`. A cursor is bound to the path (and so the city) and to every other parameter:
    /// used elsewhere it is refused. `keys` is how many sort values it holds.
    package func listing(_ query: inout Query, keys: Int, upTo most: Int = 200) throws(RequestProblem) -> Listing {
        let limit = try query.limit(upTo: most)
        let cursor = try query.optional("cursor", characters: 1...2000)
        return try Listing(
            limit: limit, cursor: cursor, keys: keys, seal: CursorSeal(secret: web.secret, scope: query.scope))
    }
}

/// Makes sort values opaque and unforgeable: base64url of a MAC and the values as JSON.
struct CursorSeal: Sendable {
    private static let macBytes = 16
    private let key: SymmetricKey

    init(secret: [UInt8], scope: [UInt8]) {
        let master = SymmetricKey(data: secret)
        key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array("cursor ".utf8) + scope, using: master))
    }

    func close(_ values: [String]) -> String {
        var json = JSONWriter()
        json.array(values)
        return Base64URL.encode(mac(json.bytes) + json.bytes)
    }

    func open(_ cursor: String) -> [String]? {
        guard let bytes = Base64URL.decode(cursor), bytes.count > Self.macBytes else { return nil }
        let values = Array(bytes[Self.macBytes...])
        // Compared by MACs of the MACs: the time tells nothing about where they differ.
        guard mac(mac(values)) == mac(Array(bytes[..<Self.macBytes])) else { return nil }
        return (try? JSONTree(parsing: values))?.elements.compactMap(\.string)
    }

    private func mac(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(Self.macBytes))
    }
}
