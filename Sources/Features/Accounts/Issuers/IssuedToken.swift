import Cities
import Vocabulary
import Web

/// An access token of an issuer, taken apart; nothing of it is believed before its signature was checked.
///
/// The order of the checks and their limits follow RFC 8725 (best practices of JWT), RFC 9068 (access tokens) and, for
/// `azp`, OpenID Connect Core 3.1.3.7.
struct IssuedToken {
    let text: String
    let algorithm: String
    let keyName: String
    let headerType: String?
    private let payload: [UInt8]

    private static let refusedHeaders = ["crit", "jku", "x5u", "jwk", "cty", "b64", "zip"]

    /// `nil` for what is no compact JWS of at most 8 KiB with an algorithm and a key's name, and for one that brings
    /// its own key, or words that a careful reader must understand.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 8192, parts.count == 3, let head = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]), !signature.isEmpty,
            let header = try? JSONTree(parsing: head), !Self.refusedHeaders.contains(where: { header[$0] != nil }),
            let algorithm = header["alg"]?.string, let keyName = header["kid"]?.string, !keyName.isEmpty
        else { return nil }
        self.text = text
        self.algorithm = algorithm
        self.keyName = keyName
        self.payload = payload
        headerType = header["typ"]?.string?.lowercased()
    }

    /// Who says to have issued it: unproven, good for choosing whose keys to try.
    var claimedIssuer: String? { (try? JSONTree(parsing: payload))?["iss"]?.string }

    /// What the token says, once its signature is right: `nil` unless every claim fits this issuer, city and moment.
    func claims(of issuer: Issuer, in city: City, at now: Instant) -> IssuedClaims? {
        guard let claims = try? JSONTree(parsing: payload), claims["iss"]?.string == issuer.address,
            isAccessToken(claims, issuer), isForUs(claims, issuer, city), Self.isOfNow(claims, now),
            let subject = claims["sub"]?.string, (1...255).contains(subject.utf8.count)
        else { return nil }
        return IssuedClaims(issuer: issuer.address, subject: subject, level: claims["acr"]?.string)
    }

    private func isAccessToken(_ claims: JSONTree, _ issuer: Issuer) -> Bool {
        switch issuer.type {
        case .standard: headerType == "at+jwt" || headerType == "application/at+jwt"
        case .keycloak: claims["typ"]?.string == "Bearer" && (headerType == nil || headerType == "jwt")
        }
    }

    private func isForUs(_ claims: JSONTree, _ issuer: Issuer, _ city: City) -> Bool {
        guard let audience = claims["aud"] else { return false }
        let named = audience.string.map { [$0] } ?? audience.elements.compactMap(\.string)
        guard named.contains(issuer.audience(in: city)), named.count <= 20 else { return false }
        guard !issuer.clients.isEmpty else { return true }
        return (claims["azp"] ?? claims["client_id"])?.string.map(issuer.clients.contains) ?? false
    }

    private static func isOfNow(_ claims: JSONTree, _ now: Instant) -> Bool {
        guard let expires = claims["exp"]?.int, let issued = claims["iat"]?.int else { return false }
        let (skew, moment) = (Int(Tokens.skewSeconds), Int(now.seconds))
        guard (0...1 << 40).contains(expires), (0...1 << 40).contains(issued) else { return false }
        if let begins = claims["nbf"] {
            guard let begin = begins.int, begin <= moment + skew else { return false }
        }
        return expires > moment - skew && issued <= moment + skew && expires - issued <= Int(Tokens.longestSeconds)
    }
}

/// Who an issuer says somebody is. Never an e-mail address: those change hands.
struct IssuedClaims: Hashable {
    let issuer: String
    let subject: String
    /// How they were recognised (`acr`).
    let level: String?
}
