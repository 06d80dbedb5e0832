import Web

/// Who may do what how often; 0 lifts a limit. Counted by each process for itself.
struct Allowances: Sendable {
    var signInsPerAccount = 5
    var signInsPerAddress = 20
    var accountsPerAddress = 20
    var orders = 10
    var searches = 120
    var writes = 300
    var imports = 4

    /// The rules of an operation.
    func rules(_ method: String, _ template: String) -> [RateRule] {
        guard template.hasPrefix(Self.city) else { return [] }
        let path = template.dropFirst(Self.city.count)
        switch "\(method) \(path)" {
        case "POST sessions":
            // A try beyond the limit waits its turn; only where that takes too long it is refused.
            var account = RateRule(
                "sign-in-account", signInsPerAccount, perSeconds: 60, of: .account(field: "email"))
            account.patience = .seconds(13)
            account.failsClosed = true
            var address = RateRule("sign-in-address", signInsPerAddress, perSeconds: 60, of: .address)
            address.failsClosed = true
            return [address, account]
        case "POST accounts": return [RateRule("accounts", accountsPerAddress, perSeconds: 3600, of: .address)]
        case "POST purchases": return [RateRule("orders", orders, perSeconds: 3600, of: .subject)]
        case "GET search", "HEAD search": return [RateRule("search", searches, perSeconds: 60, of: .address)]
        case "POST retailers/{retailer}/imports":
            var rule = RateRule("imports", imports, perSeconds: 86_400, of: .path("retailer"))
            rule.forgivesRefusals = true
            return [rule]
        default:
            guard path.hasPrefix("retailers/{retailer}/"), !["GET", "HEAD", "OPTIONS"].contains(method) else {
                return []
            }
            return [RateRule("writes", writes, perSeconds: 60, of: .path("retailer"))]
        }
    }

    private static let city = "/v1/cities/{city}/"
}
