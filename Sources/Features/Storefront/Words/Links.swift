/// Addresses of one town's pages. A language chosen by hand travels along; one that the browser asks for does not.
package struct Links: Sendable {
    let city: String
    let chosen: Language?
    /// The only town of an installation has its front page at `/`.
    let isOnlyTown: Bool

    package init(city: String, chosen: Language?, isOnlyTown: Bool = false) {
        self.city = city
        self.chosen = chosen
        self.isOnlyTown = isOnlyTown
    }

    package var home: String { isOnlyTown ? chosen.map { "/?lang=" + $0.rawValue } ?? "/" : address("") }
    package var search: String { "/cities/\(city)/search" }
    package var suggestions: String { address("/suggestions") }
    package var map: String { address("/map") }
    package var shopsAction: String { "/cities/\(city)/shops" }
    package func search(for text: String) -> String { address("/search", [("q", text)]) }
    package func shop(_ id: String) -> String { address("/shops/" + id) }
    package func product(_ id: String) -> String { address("/products/" + id) }
    package func onFront(_ part: String) -> String { home + "#" + part }

    package func shops(
        district: String? = nil, trade: String? = nil, openOnly: Bool = false, after: String? = nil
    ) -> String {
        var fields: [(String, String)] = []
        if let district { fields.append(("district", district)) }
        if let trade { fields.append(("trade", trade)) }
        if openOnly { fields.append(("open", "true")) }
        if let after { fields.append(("after", after)) }
        return address("/shops", fields)
    }

    func address(_ path: String, _ fields: [(String, String)] = []) -> String {
        let all = fields + (chosen.map { [("lang", $0.rawValue)] } ?? [])
        let query = all.map { $0.0 + "=" + Self.encoded($0.1) }.joined(separator: "&")
        return "/cities/\(city)\(path)" + (query.isEmpty ? "" : "?" + query)
    }

    /// Percent-encoded for a value of a query (RFC 3986, unreserved characters stay).
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return encoded
    }
}
