import Cities
import Vocabulary
import Web

/// The issuers of this installation, each with its keys.
package struct Issuers: Sendable {
    private let known: [(issuer: Issuer, keys: IssuerKeys)]
    private let clock: Clock

    /// No sign-in but our own.
    package static let none = Issuers([], clock: .system)

    package init(_ issuers: [Issuer], clock: Clock) {
        self.init(
            known: issuers.map { issuer in
                (issuer, IssuerKeys(clock: clock) { try await IssuerDoor.keys(of: issuer) })
            }, clock: clock)
    }

    init(known: [(issuer: Issuer, keys: IssuerKeys)], clock: Clock) {
        self.known = known
        self.clock = clock
    }

    /// A JSON array of issuers, as an installation writes it. Throws what is wrong with it.
    package static func read(_ bytes: [UInt8]) throws(RequestProblem) -> [Issuer] {
        try JSON(parsing: bytes).array(0...50) { (json) throws(RequestProblem) in try Issuer(json: json) }
    }

    /// Whether one of them says to have issued this token; then it alone decides.
    func claim(_ token: IssuedToken) -> Bool { known.contains { $0.issuer.address == token.claimedIssuer } }

    /// Who the holder is, by the issuer's word. Every failure is the same problem, without detail.
    func identify(_ token: IssuedToken, in city: City) async throws -> (claims: IssuedClaims, issuer: Issuer) {
        let named = token.claimedIssuer
        for (issuer, keys) in known where issuer.address == named && issuer.speaks(for: city) {
            // Before a key is looked for: what can never fit must not make us ask the issuer.
            guard let algorithm = Issuer.Algorithm(rawValue: token.algorithm), issuer.algorithms.contains(algorithm),
                let claims = token.claims(of: issuer, in: city, at: clock.now()),
                let key = await keys.key(token.keyName), await key.signed(token, with: algorithm)
            else { continue }
            return (claims, issuer)
        }
        throw AccountProblem.tokenRefused
    }
}
