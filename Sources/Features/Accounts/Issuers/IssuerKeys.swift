import Foundation
import JWTKit
import Vocabulary
import Web

/// The published keys of one issuer (RFC 7517), kept fresh and asked for rarely.
///
/// - A key's name that nobody has seen is reason to ask again, together and at least ten seconds after the last time;
///   what is still unknown then is refused for a minute without asking: forged names cost six questions a minute.
/// - Keys are asked for anew every four minutes, so a withdrawn one is refused after five at the latest.
/// - While the issuer is away its last keys hold for a day.
actor IssuerKeys {
    static let freshSeconds: Int64 = 240
    static let staleSeconds: Int64 = 300
    static let longestSeconds: Int64 = 86_400
    static let pauseSeconds: Int64 = 10
    static let missingSeconds: Int64 = 60
    private static let missingMost = 1000
    private static let waitingMost = 64

    /// Answers a JWK set.
    private let fetch: @Sendable () async throws -> [UInt8]
    private let clock: Clock
    private let sleep: @Sendable (Int64) async -> Void
    private var keys: [String: IssuerKey] = [:]
    private var fetchedAt: Instant?
    private var triedAt: Instant?
    private var isAway = false
    private var missing: [String: Instant] = [:]
    private var waiting = 0
    private var asking: Task<Void, Never>?
    /// How often the issuer was asked.
    private(set) var fetches = 0

    init(
        clock: Clock, sleep: @escaping @Sendable (Int64) async -> Void = { try? await Task.sleep(for: .seconds($0)) },
        fetch: @escaping @Sendable () async throws -> [UInt8]
    ) {
        self.clock = clock
        self.sleep = sleep
        self.fetch = fetch
    }

    /// The key of that name, or `nil`.
    func key(_ name: String) async -> IssuerKey? {
        let now = clock.now()
        let age = fetchedAt.map { now.seconds(since: $0) } ?? .max
        if age >= Self.longestSeconds { keys = [:] }
        if let known = keys[name] {
            if age < Self.freshSeconds { return known }
            let asked = askSoon()
            guard age >= Self.staleSeconds, !isAway else { return known }
            await asked.value
            return keys[name]
        }
        if let until = missing[name], until > now { return nil }
        guard waiting < Self.waitingMost else { return nil }
        waiting += 1
        await askSoon().value
        waiting -= 1
        if keys[name] == nil { remember(missing: name) }
        return keys[name]
    }

    /// The question under way, or the next one: those who ask meanwhile share it.
    private func askSoon() -> Task<Void, Never> {
        if let asking { return asking }
        let rest = triedAt.map { Self.pauseSeconds - clock.now().seconds(since: $0) } ?? 0
        let task = Task {
            if rest > 0 { await sleep(rest) }
            await ask()
            asking = nil
        }
        asking = task
        return task
    }

    private func ask() async {
        triedAt = clock.now()
        fetches += 1
        guard let bytes = try? await fetch(), let found = await IssuerKey.all(in: bytes) else {
            isAway = true
            return
        }
        isAway = false
        keys = found
        fetchedAt = clock.now()
        missing = missing.filter { found[$0.key] == nil }
    }

    private func remember(missing name: String) {
        let now = clock.now()
        if missing.count >= Self.missingMost { missing = missing.filter { $0.value > now } }
        if missing.count < Self.missingMost { missing[name] = now + Self.missingSeconds }
    }
}

/// One public key, and the signatures it can check.
struct IssuerKey: Sendable {
    private let verifiers: [Issuer.Algorithm: JWTKeyCollection]

    /// Whether the signature is this key's, made with exactly this algorithm.
    func signed(_ token: IssuedToken, with algorithm: Issuer.Algorithm) async -> Bool {
        guard let verifier = verifiers[algorithm] else { return false }
        return (try? await verifier.verify(token.text, as: AnyClaims.self)) != nil
    }

    /// The signing keys of a set by name, what cannot be used left out; `nil` for what is no set of keys.
    static func all(in bytes: [UInt8]) async -> [String: IssuerKey]? {
        guard let tree = try? JSONTree(parsing: bytes), case .array(let elements)? = tree["keys"], elements.count <= 100
        else { return nil }
        var found: [String: IssuerKey] = [:]
        for element in elements where element["use"]?.string != "enc" {
            guard let name = element["kid"]?.string,
                let jwk = try? JSONDecoder().decode(JWK.self, from: Data(element.bytes))
            else { continue }
            found[name] = IssuerKey(verifiers: await verifiers(of: jwk))
        }
        return found
    }

    private static func verifiers(of jwk: JWK) async -> [Issuer.Algorithm: JWTKeyCollection] {
        var verifiers: [Issuer.Algorithm: JWTKeyCollection] = [:]
        for algorithm in Issuer.Algorithm.allCases where jwk.algorithm == nil || jwk.algorithm == algorithm.named {
            guard isStrong(jwk) else { continue }
            var jwk = jwk
            jwk.algorithm = algorithm.named
            jwk.privateExponent = nil
            verifiers[algorithm] = try? await JWTKeyCollection().add(jwk: jwk, isDefault: true)
        }
        return verifiers
    }

    /// RSA below 2,048 bits is refused.
    private static func isStrong(_ jwk: JWK) -> Bool {
        guard let modulus = jwk.modulus else { return true }
        return (Base64URL.decode(modulus)?.drop { $0 == 0 }.count ?? 0) >= 256
    }
}

extension Issuer.Algorithm {
    fileprivate var named: JWK.Algorithm {
        switch self {
        case .rs256: .rs256
        case .ps256: .ps256
        case .es256: .es256
        case .eddsa: .eddsa
        }
    }
}

/// Claims are read by `IssuedToken`, strictly; here only the signature counts.
private struct AnyClaims: JWTPayload {
    func verify(using _: some JWTAlgorithm) {}
}
