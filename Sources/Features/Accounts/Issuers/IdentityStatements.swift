import Postgres
import Vocabulary

/// Ties an account to who an issuer says its owner is.
struct InsertIdentity: Statement {
    static let sql = """
        INSERT INTO account_identities (city_id, issuer, subject, account_id, linked_at) VALUES ($1, $2, $3, $4, $5)
        """
    static let refusals: [String: any Problem] = [
        "account_identities_pkey": AccountProblem.identityTaken,
        "account_identities_one_an_issuer": AccountProblem.identityTaken,
    ]
    let city: CityID
    let claims: IssuedClaims
    let account: ID<Account>
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, claims.issuer, claims.subject, account, at)
    }
}

struct FindIdentity: Statement {
    static let sql = "SELECT account_id FROM account_identities WHERE city_id = $1 AND issuer = $2 AND subject = $3"
    let city: CityID
    let claims: IssuedClaims
    func bind(_ parameters: inout Parameters) { parameters.add(city, claims.issuer, claims.subject) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Account> { try row.next() }
}
