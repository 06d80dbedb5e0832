import Accounts
import Postgres
import Vocabulary

/// What a retailer handed in for one requirement, and what became of it.
package struct Submission: Sendable {
    package let requirement: Requirement
    package let state: SubmissionState
    /// JSON as it was handed in.
    package let content: JSONText
    package let note: String?
    package let changedAt: Instant
}

struct ListSubmissions: Statement {
    static let sql = """
        SELECT requirement, state, content, note, changed_at FROM requirement_submissions
         WHERE city_id = $1 AND retailer_id = $2 ORDER BY requirement
        """
    let city: CityID
    let retailer: RetailerID
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer) }
    static func decode(_ row: inout Row) throws(Fault) -> Submission {
        try Submission(
            requirement: row.next(), state: row.next(), content: row.next(), note: row.next(), changedAt: row.next())
    }
}

/// Hands something in, or hands it in anew.
struct PutSubmission: Statement {
    static let sql = """
        INSERT INTO requirement_submissions (city_id, retailer_id, requirement, state, content, changed_at)
        VALUES ($1, $2, $3, 'submitted', $4, $5)
        ON CONFLICT (city_id, retailer_id, requirement) DO UPDATE
           SET state = 'submitted', content = excluded.content, note = NULL, decided_by = NULL,
               changed_at = excluded.changed_at, version = requirement_submissions.version + 1
        """
    let city: CityID
    let retailer: RetailerID
    let requirement: Requirement
    let content: JSONText
    let at: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, requirement, content, at) }
}

/// The operator's word; waiving needs nothing handed in.
struct DecideSubmission: Statement {
    static let sql = """
        INSERT INTO requirement_submissions (city_id, retailer_id, requirement, state, note, decided_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (city_id, retailer_id, requirement) DO UPDATE
           SET state = excluded.state, note = excluded.note, decided_by = excluded.decided_by,
               changed_at = excluded.changed_at, version = requirement_submissions.version + 1
        """
    let city: CityID
    let retailer: RetailerID
    let decision: RequirementDecision
    let by: String
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, decision.requirement, decision.state, decision.note, by, at)
    }
}

/// Retailers in one state, the oldest first: the operator's pile.
struct ListApplications: Statement {
    static let sql = """
        SELECT id FROM retailers WHERE city_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4
        """
    let city: CityID
    let state: RetailerState
    let after: RetailerID
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, state, after, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> RetailerID { try row.next() }
}
