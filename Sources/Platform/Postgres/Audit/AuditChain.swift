import Crypto
import Vocabulary

/// The rule of the chain: each link's hash covers the hash before it, so that no entry behind it can be changed,
/// removed or slipped in without breaking what follows.
enum AuditChain {
    /// What the first link follows.
    static let origin = [UInt8](repeating: 0, count: 32)
    /// An entry may come this much later into the chain than its own moment says: transactions last, clocks differ.
    static let slackSeconds: Int64 = 3600

    /// SHA-256(the hash before ‖ position ‖ the entry's fields, each with its length).
    static func hash(after previous: [UInt8], at position: Int64, _ entry: AuditRecord) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        add(position, to: &hash)
        for field in entry.fields {
            // Nothing and the empty text differ.
            add(Int64(field.map { $0.utf8.count } ?? -1), to: &hash)
            if let field { hash.update(data: Array(field.utf8)) }
        }
        return Array(hash.finalize())
    }

    private static func add(_ number: Int64, to hash: inout SHA256) {
        withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
    }
}

/// An entry as it stands in the table.
struct AuditRecord: Sendable {
    let id: ID<AuditEntry>
    let at: Instant
    let fields: [String?]

    /// The columns of `AuditStatements.columns`.
    init(_ row: inout Row, city: CityID) throws(Fault) {
        id = try row.next()
        at = try row.next()
        var fields: [String?] = [city.description, id.description, String(at.microseconds)]
        for _ in 0..<8 { fields.append(try row.next()) }
        self.fields = fields
    }
}

/// The end of a chain, signed outside the database: what was before it cannot be written anew unnoticed.
package struct AuditSeal: Sendable, Equatable {
    package let city: CityID
    package let position: Int64
    package let hash: [UInt8]
    package let at: Instant
    package let signature: [UInt8]
}

/// Signs and checks seals: ed25519, a key of the installation's own.
package struct AuditSealer: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// `seed`: 32 secret bytes that are not in the database.
    package init(seed: [UInt8]) throws { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) }

    /// For whoever keeps exported seals: with it they check them without us.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func seal(_ tail: AuditTail, of city: CityID, at instant: Instant) throws -> AuditSeal {
        let text = Self.text(city, tail.position, tail.hash, instant)
        return AuditSeal(
            city: city, position: tail.position, hash: tail.hash, at: instant,
            signature: Array(try key.signature(for: text)))
    }

    func isOurs(_ seal: AuditSeal) -> Bool {
        key.publicKey.isValidSignature(
            seal.signature, for: Self.text(seal.city, seal.position, seal.hash, seal.at))
    }

    private static func text(_ city: CityID, _ position: Int64, _ hash: [UInt8], _ at: Instant) -> [UInt8] {
        Array("liefert-audit\n\(city)\n\(position)\n\(at.microseconds)\n".utf8) + hash
    }
}
