import Postgres
import Vocabulary

/// One refresh token, by its hash.
struct Session: Sendable {
    let id: ID<Session>
    let account: ID<Account>
    let family: ID<Session>
    let isSpent: Bool
    let expiresAt: Instant
}

struct InsertSession: Statement {
    static let sql = """
        INSERT INTO sessions (city_id, id, account_id, hash, family, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
        """
    let city: CityID
    let session: Session
    let hash: [UInt8]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, session.id, session.account, Bytes(hash), session.family, session.expiresAt)
    }
}

struct LockSession: Statement {
    static let sql = """
        SELECT id, account_id, family, spent, expires_at FROM sessions WHERE city_id = $1 AND hash = $2 FOR UPDATE
        """
    let city: CityID
    let hash: [UInt8]
    func bind(_ parameters: inout Parameters) { parameters.add(city, Bytes(hash)) }
    static func decode(_ row: inout Row) throws(Fault) -> Session {
        try Session(
            id: row.next(), account: row.next(), family: row.next(), isSpent: row.next(), expiresAt: row.next())
    }
}

struct SpendSession: Statement {
    static let sql = "UPDATE sessions SET spent = true WHERE city_id = $1 AND id = $2"
    let city: CityID
    let session: ID<Session>
    func bind(_ parameters: inout Parameters) { parameters.add(city, session) }
}

/// Signs a whole family out: its token was used twice, or its owner said so.
struct RevokeFamily: Statement {
    static let sql = "DELETE FROM sessions WHERE city_id = $1 AND family = $2"
    let city: CityID
    let family: ID<Session>
    func bind(_ parameters: inout Parameters) { parameters.add(city, family) }
}

struct InsertMachineKey: Statement {
    static let sql = """
        INSERT INTO machine_keys (city_id, id, name, hash, scopes, retailer_id, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    let city: CityID
    let key: MachineKey
    let hash: [UInt8]
    let creator: ID<Account>
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, key.id, key.name, Bytes(hash), key.scopes, key.retailer, creator, key.createdAt)
    }
}

struct FindMachineKey: Statement {
    static let sql = """
        SELECT id, name, scopes, retailer_id, created_at FROM machine_keys
         WHERE city_id = $1 AND hash = $2 AND revoked_at IS NULL
        """
    let city: CityID
    let hash: [UInt8]
    func bind(_ parameters: inout Parameters) { parameters.add(city, Bytes(hash)) }
    static func decode(_ row: inout Row) throws(Fault) -> MachineKey { try MachineKey(&row) }
}

struct ListMachineKeys: Statement {
    static let sql = """
        SELECT id, name, scopes, retailer_id, created_at FROM machine_keys
         WHERE city_id = $1 AND retailer_id IS NOT DISTINCT FROM $2 AND revoked_at IS NULL ORDER BY id
        """
    let city: CityID
    let retailer: RetailerID?
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> MachineKey { try MachineKey(&row) }
}

struct RevokeMachineKey: Statement {
    static let sql = """
        UPDATE machine_keys SET revoked_at = $4
         WHERE city_id = $1 AND id = $2 AND retailer_id IS NOT DISTINCT FROM $3 AND revoked_at IS NULL
        """
    let city: CityID
    let key: ID<MachineKey>
    let retailer: RetailerID?
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, key, retailer, at) }
}

extension MachineKey {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        name = try row.next()
        scopes = try row.next()
        retailer = try row.next()
        createdAt = try row.next()
    }
}
