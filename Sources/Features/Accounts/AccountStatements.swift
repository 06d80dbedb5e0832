import Postgres
import Vocabulary

extension Email: Stored {
    package func write(to text: inout [UInt8]) { description.write(to: &text) }
    package static func read(_ cell: Cell) throws(Fault) -> Email {
        guard let email = try Email(String.read(cell)) else { throw Fault(.unexpected, "a stored address is none") }
        return email
    }
}

struct InsertAccount: Statement {
    static let sql = """
        INSERT INTO accounts (city_id, id, email, display_name, language, password) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let refusals: [String: any Problem] = ["accounts_email_once": AccountProblem.emailTaken]
    let city: CityID
    let account: Account
    /// `nil` for who comes by an issuer's word alone.
    let password: String?
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, account.id, account.email, account.displayName, account.language, password)
    }
}

struct FindAccount: Statement {
    static let sql = """
        SELECT id, email, display_name, language, version FROM accounts
         WHERE city_id = $1 AND id = $2 AND state = 'active'
        """
    let city: CityID
    let account: ID<Account>
    func bind(_ parameters: inout Parameters) { parameters.add(city, account) }
    static func decode(_ row: inout Row) throws(Fault) -> Account {
        try Account(
            id: row.next(), email: row.next(), displayName: row.next(), language: row.next(), version: row.next())
    }
}

/// The account and password hash of an address.
struct FindPassword: Statement {
    static let sql = "SELECT id, password FROM accounts WHERE city_id = $1 AND email = $2 AND state = 'active'"
    let city: CityID
    let email: Email
    func bind(_ parameters: inout Parameters) { parameters.add(city, email) }
    static func decode(_ row: inout Row) throws(Fault) -> (id: ID<Account>, password: String?) {
        let id: ID<Account> = try row.next()
        return (id, try row.next())
    }
}

/// The rights of an account that is still active.
struct FindMemberships: Statement {
    static let sql = """
        SELECT m.role, m.retailer_id FROM memberships m JOIN accounts a ON a.city_id = m.city_id AND a.id = m.account_id
         WHERE m.city_id = $1 AND m.account_id = $2 AND a.state = 'active'
        """
    let city: CityID
    let account: ID<Account>
    func bind(_ parameters: inout Parameters) { parameters.add(city, account) }
    static func decode(_ row: inout Row) throws(Fault) -> Membership {
        try Membership(role: row.next(), retailer: row.next())
    }
}

package struct GrantMembership: Statement {
    package static let sql = """
        INSERT INTO memberships (city_id, id, account_id, role, retailer_id) VALUES ($1, $2, $3, $4, $5)
        """
    package static let refusals: [String: any Problem] = [
        "memberships_once": AccountProblem.alreadyGranted,
        "memberships_retailer_fits": AccountProblem.roleNeedsRetailer,
        "memberships_city_id_account_id_fkey": AccountProblem.unknown,
        "memberships_retailer": AccountProblem.retailerUnknown,
    ]
    let city: CityID
    let id: ID<Membership>
    let account: ID<Account>
    let membership: Membership

    package init(in city: CityID, id: ID<Membership>, account: ID<Account>, _ membership: Membership) {
        self.city = city
        self.id = id
        self.account = account
        self.membership = membership
    }
    package func bind(_ parameters: inout Parameters) {
        parameters.add(city, id, account, membership.role, membership.retailer)
    }
}

struct RevokeMembership: Statement {
    static let sql = """
        DELETE FROM memberships
         WHERE city_id = $1 AND account_id = $2 AND role = $3 AND retailer_id IS NOT DISTINCT FROM $4
        """
    let city: CityID
    let account: ID<Account>
    let membership: Membership
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, account, membership.role, membership.retailer)
    }
}

/// Who runs a retailer; locked, so that two owners cannot remove each other at once.
struct ListMembers: Statement {
    static let sql = """
        SELECT m.account_id, a.display_name, m.role FROM memberships m
          JOIN accounts a ON a.city_id = m.city_id AND a.id = m.account_id
         WHERE m.city_id = $1 AND m.retailer_id = $2 ORDER BY m.role, a.display_name, m.id FOR UPDATE OF m
        """
    let city: CityID
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Member {
        try Member(account: row.next(), displayName: row.next(), role: row.next())
    }
}

/// One of a retailer's people.
package struct Member: Sendable {
    package let account: ID<Account>
    package let displayName: String
    package let role: Role
}
