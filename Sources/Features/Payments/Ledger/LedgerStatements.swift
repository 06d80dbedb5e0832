import Accounts
import Postgres
import Vocabulary

struct InsertPosting: Statement {
    static let sql = """
        INSERT INTO ledger_postings (city_id, id, kind, cause_id, purchase_id, order_id, retailer_id, day, at, actor)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    static let refusals: [String: any Problem] = ["ledger_postings_once": PaymentProblem.postedAlready]
    let posting: Posting
    let id: ID<Posting>
    let stamp: LedgerStamp
    func bind(_ parameters: inout Parameters) {
        parameters.add(stamp.city, id, posting.kind, posting.cause, posting.subject.purchase, posting.subject.order)
        parameters.add(posting.subject.retailer, stamp.day, stamp.at, stamp.actor.subject)
    }
}

/// All entries of a posting at once. A rate below zero stands for none: arrays hold no gaps.
struct InsertEntries: Statement {
    static let sql = """
        INSERT INTO ledger_entries (city_id, posting_id, line, account, vat_basis_points, amount_cents)
        SELECT $1, $2, entry.line, entry.account, NULLIF(entry.rate, -1), entry.amount
          FROM unnest($3::text[], $4::integer[], $5::bigint[]) WITH ORDINALITY AS entry (account, rate, amount, line)
        """
    let city: CityID
    let posting: ID<Posting>
    let entries: [LedgerEntry]
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, posting, entries.map(\.account), entries.map { $0.basisPoints ?? -1 })
        parameters.add(entries.map(\.amount))
    }
}

/// The books of some days by kind, account and rate; of one retailer or of the city.
struct SumBooks: Statement {
    static let sql = """
        SELECT ledger_postings.kind, ledger_entries.account, ledger_entries.vat_basis_points,
               sum(ledger_entries.amount_cents)::bigint, count(DISTINCT ledger_postings.id)
          FROM ledger_postings JOIN ledger_entries
            ON ledger_entries.city_id = ledger_postings.city_id AND ledger_entries.posting_id = ledger_postings.id
         WHERE ledger_postings.city_id = $1 AND ledger_postings.day BETWEEN $2 AND $3
           AND ($4::uuid IS NULL OR ledger_postings.retailer_id = $4)
         GROUP BY 1, 2, 3
         ORDER BY 1, 2, 3
        """
    let city: CityID
    let days: BookDays
    let retailer: RetailerID?
    func bind(_ parameters: inout Parameters) { parameters.add(city, days.first, days.last, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> BookLine {
        try BookLine(
            kind: row.next(), account: row.next(), basisPoints: row.next(), amount: row.next(), postings: row.next())
    }
}

/// What a retailer is owed by everything before a day.
struct SumOwed: Statement {
    static let sql = """
        SELECT coalesce(-sum(ledger_entries.amount_cents), 0)::bigint
          FROM ledger_postings JOIN ledger_entries
            ON ledger_entries.city_id = ledger_postings.city_id AND ledger_entries.posting_id = ledger_postings.id
         WHERE ledger_postings.city_id = $1 AND ledger_postings.retailer_id = $2 AND ledger_postings.day < $3
           AND ledger_entries.account IN ('retailer_payable', 'deposit', 'vat')
        """
    let city: CityID
    let retailer: RetailerID
    let before: CalendarDay
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, before) }
    static func decode(_ row: inout Row) throws(Fault) -> Money { try row.next() }
}

/// Whatever does not sum to zero: a posting, and so a purchase, a retailer or a day. There is none.
struct FindImbalances: Statement {
    static let sql = """
        SELECT ledger_postings.id
          FROM ledger_postings JOIN ledger_entries
            ON ledger_entries.city_id = ledger_postings.city_id AND ledger_entries.posting_id = ledger_postings.id
         WHERE ledger_postings.city_id = $1 AND ledger_postings.day BETWEEN $2 AND $3
         GROUP BY ledger_postings.id
        HAVING sum(ledger_entries.amount_cents) <> 0
         LIMIT 100
        """
    let city: CityID
    let days: BookDays
    func bind(_ parameters: inout Parameters) { parameters.add(city, days.first, days.last) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Posting> { try row.next() }
}
