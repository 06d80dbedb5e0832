import Vocabulary

private let entryColumns = """
    e.id, e.at, e.actor, e.role, e.action, e.object_kind, e.object_id::text, e.reason, e.request_id, e.detail::text
    """

/// The last link of a city's chain, with the moment of its entry.
struct AuditTail: Sendable {
    let position: Int64
    let hash: [UInt8]
    let entryAt: Instant?
}

struct FindAuditTail: Statement {
    static let sql = """
        SELECT l.position, l.hash, e.at FROM audit_links l
          LEFT JOIN audit_entries e ON e.city_id = l.city_id AND e.id = l.entry_id
         WHERE l.city_id = $1 ORDER BY l.position DESC LIMIT 1
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> AuditTail {
        let position: Int64 = try row.next()
        let hash: Bytes = try row.next()
        return AuditTail(position: position, hash: hash.bytes, entryAt: try row.next())
    }
}

/// Entries behind an id that no link names yet. Ids begin with their moment.
struct ListUnlinked: Statement {
    static let sql = """
        SELECT e.city_id, \(entryColumns) FROM audit_entries e
         WHERE e.city_id = $1 AND e.id > $2 AND NOT EXISTS (
               SELECT FROM audit_links l WHERE l.city_id = e.city_id AND l.entry_id = e.id)
         ORDER BY e.id LIMIT $3
        """
    let city: CityID
    let after: ID<AuditEntry>
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, after, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> AuditRecord {
        let city: CityID = try row.next()
        return try AuditRecord(&row, city: city)
    }
}

/// Adds links one behind the other.
struct InsertLinks: Statement {
    static let sql = """
        INSERT INTO audit_links (city_id, position, entry_id, hash)
        SELECT $1, position, entry, decode(hash, 'hex')
          FROM unnest($2::bigint[], $3::uuid[], $4::text[]) AS l (position, entry, hash)
        """
    let city: CityID
    let positions: [Int64]
    let entries: [ID<AuditEntry>]
    let hashes: [[UInt8]]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, positions, entries, hashes.map(\.hexadecimal))
    }
}

/// Links behind a position, in order, each with its entry where that is still there.
struct ListLinks: Statement {
    struct Link: Sendable {
        let position: Int64
        let entry: ID<AuditEntry>
        let hash: [UInt8]
        let record: AuditRecord?
    }

    static let sql = """
        SELECT l.position, l.entry_id, l.hash, e.id IS NOT NULL, l.city_id, \(entryColumns) FROM audit_links l
          LEFT JOIN audit_entries e ON e.city_id = l.city_id AND e.id = l.entry_id
         WHERE l.city_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3
        """
    let city: CityID
    let after: Int64
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, after, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> Link {
        let position: Int64 = try row.next()
        let entry: ID<AuditEntry> = try row.next()
        let hash: Bytes = try row.next()
        let isThere: Bool = try row.next()
        let city: CityID = try row.next()
        return Link(
            position: position, entry: entry, hash: hash.bytes,
            record: isThere ? try AuditRecord(&row, city: city) : nil)
    }
}

struct InsertSeal: Statement {
    static let sql = """
        INSERT INTO audit_seals (city_id, position, hash, sealed_at, signature) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (city_id, position) DO NOTHING
        """
    let seal: AuditSeal
    func bind(_ parameters: inout Parameters) {
        parameters.add(seal.city, seal.position, Bytes(seal.hash), seal.at, Bytes(seal.signature))
    }
}

struct ListSeals: Statement {
    static let sql = """
        SELECT city_id, position, hash, sealed_at, signature FROM audit_seals WHERE city_id = $1 ORDER BY position
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> AuditSeal {
        let city: CityID = try row.next()
        let position: Int64 = try row.next()
        let hash: Bytes = try row.next()
        let at: Instant = try row.next()
        let signature: Bytes = try row.next()
        return AuditSeal(city: city, position: position, hash: hash.bytes, at: at, signature: signature.bytes)
    }
}

extension [UInt8] {
    package var hexadecimal: String {
        let digits = [UInt8]("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
