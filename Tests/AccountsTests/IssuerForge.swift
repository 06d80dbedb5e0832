import Cities
import Crypto
import Foundation
import Synchronization
import Vocabulary
import Web

@testable import Accounts

/// An issuer of the test's own, which also signs what no issuer should.
struct IssuerForge: Sendable {
    static let address = "https://anmeldung.example/realms/stadt"
    static let audience = "liefert"

    let key = P256.Signing.PrivateKey()
    let kid: String
    let now: Instant

    init(kid: String = "k1", at now: Instant) {
        (self.kid, self.now) = (kid, now)
    }

    static var issuer: Issuer {
        var issuer = Issuer(address, audience: audience)
        issuer.algorithms = [.es256, .rs256]
        return issuer
    }

    var jwk: String {
        let point = key.publicKey.x963Representation.dropFirst()
        let (x, y) = (Self.encode(Array(point.prefix(32))), Self.encode(Array(point.suffix(32))))
        return #"{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\#(kid)","x":"\#(x)","y":"\#(y)"}"#
    }

    static func set(_ jwks: String...) -> [UInt8] { Array(#"{"keys":[\#(jwks.joined(separator: ","))]}"#.utf8) }

    func header(_ algorithm: String = "ES256", type: String? = "at+jwt", kid: String? = nil, more: String = "")
        -> String
    {
        let typed = type.map { #","typ":"\#($0)""# } ?? ""
        return #"{"alg":"\#(algorithm)","kid":"\#(kid ?? self.kid)"\#(typed)\#(more)}"#
    }

    /// Right claims, some of them replaced; `nil` leaves one out.
    func claims(_ changes: [String: String?] = [:]) -> String {
        var all = [
            "iss": "\"\(Self.address)\"", "aud": "\"\(Self.audience)\"", "sub": "\"erika\"",
            "iat": "\(now.seconds)", "exp": "\(now.seconds + 300)", "jti": "\"1\"",
        ]
        for (name, value) in changes { all[name] = value }
        return "{" + all.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",") + "}"
    }

    func signed(_ header: String, _ claims: String) throws -> String {
        let text = Self.encode(Array(header.utf8)) + "." + Self.encode(Array(claims.utf8))
        return try text + "." + Self.encode(Array(key.signature(for: Data(text.utf8)).rawRepresentation))
    }

    func token(_ changes: [String: String?] = [:]) throws -> String { try signed(header(), claims(changes)) }

    /// Signed with the published key as a shared secret.
    func symmetric(_ header: String, _ claims: String) -> String {
        let text = Self.encode(Array(header.utf8)) + "." + Self.encode(Array(claims.utf8))
        let secret = SymmetricKey(data: Data(jwk.utf8))
        return text + "." + Self.encode(Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)))
    }

    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// What an issuer publishes at the moment, and how often it was asked.
final class Notices: Sendable {
    private struct State {
        var bytes: [UInt8]?
        var asked = 0
    }
    private let state: Mutex<State>

    init(_ bytes: [UInt8]?) { state = Mutex(State(bytes: bytes)) }

    var asked: Int { state.withLock { $0.asked } }
    /// `nil`: the issuer is away.
    func publish(_ bytes: [UInt8]?) { state.withLock { $0.bytes = bytes } }

    @Sendable func read() throws -> [UInt8] {
        let bytes = state.withLock { state in
            state.asked += 1
            return state.bytes
        }
        guard let bytes else { throw Fault(.unavailable, "away") }
        return bytes
    }
}
