import Crypto
import Foundation
import JWTKit
import Vocabulary
import Web

/// What our access tokens say. Never what somebody may do: that is read from our tables at each request.
struct AccessClaims: JWTPayload {
    let iss: String
    let aud: String
    let sub: String
    let iat: Int64
    let exp: Int64
    let jti: String

    /// Times are checked by `Tokens`, with its own clock.
    func verify(using _: some JWTAlgorithm) {}
}

/// Issues and checks bearer tokens: signed access tokens (EdDSA, five minutes) and opaque secrets.
package struct Tokens: Sendable {
    static let accessSeconds: Int64 = 300
    static let skewSeconds: Int64 = 60
    static let longestSeconds: Int64 = 3600

    private let keys: JWTKeyCollection
    private let keyId: JWKIdentifier
    private let guestKey: SymmetricKey
    let issuer: String

    /// `seed`: 32 random bytes, the private signing key. `secret`: authenticates guests' tokens.
    package init(signingSeed seed: [UInt8], secret: [UInt8], issuer: String) async throws {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed))
        let name = SHA256.hash(data: key.publicKey.rawRepresentation).prefix(8).map { Int($0).hex }.joined()
        keyId = JWKIdentifier(string: name)
        keys = JWTKeyCollection()
        let encode: (Data) -> String = { $0.base64EncodedString() }
        let pair = try EdDSA.PrivateKey(d: encode(key.rawRepresentation), curve: .ed25519)
        await keys.add(eddsa: pair, kid: keyId)
        guestKey = SymmetricKey(data: secret)
        self.issuer = issuer
    }

    static func audience(of city: CityID) -> String { "liefert:\(city)" }

    /// An access token of this account in this city.
    package func issue(for account: ID<Account>, in city: CityID, at now: Instant) async throws -> String {
        let claims = AccessClaims(
            iss: issuer, aud: Self.audience(of: city), sub: account.description, iat: now.seconds,
            exp: now.seconds + Self.accessSeconds, jti: ID<AccessClaims>.make(at: now).description)
        return try await keys.sign(claims, kid: keyId, header: ["typ": "at+jwt"])
    }

    /// The account of a valid token of ours for this city; every failure is the same problem, without detail.
    func account(of token: String, in city: CityID, at now: Instant) async throws -> ID<Account> {
        guard hasOurHeader(token), let claims = try? await keys.verify(token, as: AccessClaims.self),
            claims.iss == issuer, claims.aud == Self.audience(of: city),
            claims.exp > now.seconds - Self.skewSeconds, claims.iat <= now.seconds + Self.skewSeconds,
            claims.exp - claims.iat <= Self.longestSeconds, let account = ID<Account>(claims.sub)
        else { throw AccountProblem.tokenRefused }
        return account
    }

    /// Exactly the header we write: no other algorithm, no other key's name, no key from outside, nothing critical.
    private func hasOurHeader(_ token: String) -> Bool {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= 8192, parts.count == 3, let header = Base64URL.decode(parts[0]),
            let json = try? JSON(parsing: header), var fields = try? json.object(),
            let algorithm = try? fields.required("alg").string(1...10), algorithm == "EdDSA",
            let type = try? fields.required("typ").string(1...20), type == "at+jwt",
            (try? fields.required("kid").string(1...100)) == keyId.string, (try? fields.end()) != nil
        else { return false }
        return true
    }

    /// A new guest's token. Nothing is stored: it proves itself, and its hash names the guest.
    package func issueGuest() -> String {
        let random = Base64URL.encode(Secret.randomBytes(24))
        return "\(Secret.guestPrefix)\(random).\(Base64URL.encode(mac(random)))"
    }

    /// The guest's name for our tables, or `nil` for a token that is not ours.
    func guest(of token: String) -> String? {
        let parts = token.dropFirst(Secret.guestPrefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard token.hasPrefix(Secret.guestPrefix), token.utf8.count < 200, parts.count == 2,
            let code = Base64URL.decode(parts[1]),
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(parts[0].utf8), using: guestKey)
        else { return nil }
        return Secret.hash(token).prefix(16).map { Int($0).hex }.joined()
    }

    private func mac(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: guestKey))
    }
}

/// Opaque secrets: 256 random bits, of which we keep the SHA-256 alone.
package enum Secret {
    static let guestPrefix = "liefert_guest_"
    static let machinePrefix = "liefert_key_"
    static let refreshPrefix = "liefert_refresh_"

    static func make(_ prefix: String) -> String { prefix + Base64URL.encode(randomBytes(32)) }
    static func hash(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Data(secret.utf8))) }
    package static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

/// base64url without padding (RFC 4648, 5).
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" || $0 == "=" }) else { return nil }
        let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: padded).map { Array($0) }
    }
}

extension Int {
    /// Two hexadecimal digits.
    fileprivate var hex: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
