import Cities
import Vocabulary
import Web

/// An OpenID Connect provider whose access tokens are taken here: a city's Keycloak, for one.
package struct Issuer: Sendable {
    /// How an access token says that it is one, and no ID token.
    package enum TokenType: String, JSONReadable, Sendable {
        /// RFC 9068: `typ` of the header is `at+jwt`.
        case standard = "at+jwt"
        /// Keycloak: `typ` of the claims is `Bearer`.
        case keycloak = "Bearer"
    }

    /// Signatures that can be allowed; none with a shared secret.
    package enum Algorithm: String, JSONReadable, CaseIterable, Sendable {
        case rs256 = "RS256"
        case ps256 = "PS256"
        case es256 = "ES256"
        case eddsa = "EdDSA"
    }

    /// Exactly the `iss` of its tokens.
    package let address: String
    /// What `aud` must name; `{city}` stands for the city's slug.
    package let audience: String
    package var algorithms: Set<Algorithm> = [.rs256, .es256, .eddsa]
    package var type: TokenType = .standard
    /// The clients (`azp`) whose tokens are taken; empty: any of the issuer's.
    package var clients: Set<String> = []
    /// Slugs of the cities it speaks for; empty: all.
    package var cities: Set<String> = []
    /// Where its keys are; `nil`: where its discovery document says.
    package var keysAddress: String?
    /// Values of `acr` that a city's operators must have signed in with; empty: any.
    package var operatorLevels: Set<String> = []

    package init(_ address: String, audience: String) {
        self.address = address
        self.audience = audience
    }

    func audience(in city: City) -> String { audience.replacing("{city}", with: city.slug) }

    func speaks(for city: City) -> Bool { cities.isEmpty || cities.contains(city.slug) }
}

/// `{"issuer", "audience", "algorithms"?, "type"?, "clients"?, "cities"?, "keys"?, "operatorLevels"?}`
extension Issuer: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let address = try fields.required("issuer")
        self.init(try Self.address(address), audience: try fields.required("audience", characters: 1...200))
        if let list = fields.optional("algorithms") {
            algorithms = Set(try list.array(1...4) { (json) throws(RequestProblem) in try Algorithm(json: json) })
        }
        type = try fields.optional("type") ?? .standard
        clients = try Self.texts(fields.optional("clients"))
        cities = try Self.texts(fields.optional("cities"))
        if let keys = fields.optional("keys") { keysAddress = try Self.address(keys) }
        operatorLevels = try Self.texts(fields.optional("operatorLevels"))
        try fields.end()
    }

    private static func address(_ json: JSON) throws(RequestProblem) -> String {
        let text = try json.string(8...500)
        guard isSafe(text) else { throw json.wrong("address", "must be https, or http on this machine") }
        return text
    }

    private static func texts(_ json: JSON?) throws(RequestProblem) -> Set<String> {
        guard let json else { return [] }
        return Set(try json.array(1...100) { (json) throws(RequestProblem) in try json.string(1...200) })
    }

    /// Keys that travel in the open could be anybody's.
    static func isSafe(_ address: String) -> Bool {
        address.hasPrefix("https://")
            || address.wholeMatch(of: /http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/.*)?/) != nil
    }
}
