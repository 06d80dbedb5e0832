import Accounts
import Cities
import Crypto
import Foundation
import Vocabulary

/// Writes tokens as ours and almost as ours. It holds the real signing key, so that each forgery has one flaw alone.
struct Forge {
    let key: Curve25519.Signing.PrivateKey
    let town: PeopledTown
    let account: ID<Account>

    init(_ town: PeopledTown, _ account: ID<Account>) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: Data(PeopledTown.seed))
        self.town = town
        self.account = account
    }

    var kid: String {
        SHA256.hash(data: key.publicKey.rawRepresentation).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    func header(_ algorithm: String = "EdDSA", kid: String? = nil, type: String = "at+jwt", more: String = "") -> String
    {
        #"{"alg":"\#(algorithm)","typ":"\#(type)","kid":"\#(kid ?? self.kid)"\#(more)}"#
    }

    /// Claims that are right but for what is named.
    func claims(
        issuer: String = "test", city: CityID? = nil, subject: String? = nil, from: Int64 = 0, seconds: Int64 = 300
    ) -> String {
        let issued = town.clock.now.seconds + from
        return """
            {"iss":"\(issuer)","aud":"liefert:\(city ?? town.city.id)","sub":"\(subject ?? "\(account)")",\
            "iat":\(issued),"exp":\(issued + seconds),"jti":"x"}
            """
    }

    func signed(_ header: String, _ claims: String, by other: Curve25519.Signing.PrivateKey? = nil) throws -> String {
        let text = Self.encode(Array(header.utf8)) + "." + Self.encode(Array(claims.utf8))
        return try text + "." + Self.encode(Array((other ?? key).signature(for: Data(text.utf8))))
    }

    /// Signed with the public key as the shared secret: what a verifier falls for that believes `alg`.
    func symmetric(_ header: String, _ claims: String) -> String {
        let text = Self.encode(Array(header.utf8)) + "." + Self.encode(Array(claims.utf8))
        let secret = SymmetricKey(data: key.publicKey.rawRepresentation)
        return text + "." + Self.encode(Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)))
    }

    func unsigned(_ header: String, _ claims: String) -> String {
        Self.encode(Array(header.utf8)) + "." + Self.encode(Array(claims.utf8)) + "."
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
