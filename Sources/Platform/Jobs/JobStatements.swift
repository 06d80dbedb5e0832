import Postgres
import Vocabulary

struct EnqueueJob: Statement {
    static let sql = """
        INSERT INTO jobs (city_id, id, kind, payload, unique_key, run_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (city_id, kind, unique_key) WHERE unique_key IS NOT NULL AND state <> 'dead' DO NOTHING
        """
    static let ringsDoorbell = true
    let city: CityID
    let id: ID<JobRun>
    let kind: String
    let payload: JSONText
    let uniqueKey: String?
    let runAt: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, id, kind, payload, uniqueKey, runAt) }
}

/// Cities in which something waits: jobs that are due, and jobs whose worker was not heard of any more.
struct CitiesWithWork: Statement {
    static let sql = """
        SELECT city_id FROM jobs WHERE state = 'ready' AND run_at <= $1
         UNION SELECT city_id FROM jobs WHERE state = 'running' AND lease_until < $1 LIMIT 100
        """
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(now) }
    static func decode(_ row: inout Row) throws(Fault) -> CityID { try row.next() }
}

/// Takes jobs of one city; other workers' rows are skipped, not waited for.
struct ClaimJobs: Statement {
    static let sql = """
        UPDATE jobs SET state = 'running', lease_until = $3, fence = fence + 1, attempts = attempts + 1
         WHERE city_id = $1 AND id IN (
               SELECT id FROM jobs
                WHERE city_id = $1 AND kind = ANY ($4::text[])
                  AND (state = 'ready' AND run_at <= $2 OR state = 'running' AND lease_until < $2)
                ORDER BY run_at LIMIT $5 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, payload, attempts, attempts_max, fence
        """
    let city: CityID
    let now: Instant
    let leaseUntil: Instant
    let kinds: [String]
    let limit: Int
    func bind(_ parameters: inout Parameters) { parameters.add(city, now, leaseUntil, kinds, limit) }
    static func decode(_ row: inout Row) throws(Fault) -> TakenJob {
        try TakenJob(
            id: row.next(), kind: row.next(), payload: row.next(), attempt: row.next(), attemptsMax: row.next(),
            fence: row.next())
    }
}

/// A claimed row, before it is known in which city.
struct TakenJob: Sendable {
    let id: ID<JobRun>
    let kind: String
    let payload: JSONText
    let attempt: Int
    let attemptsMax: Int
    let fence: Int64

    func run(in city: CityID) -> JobRun {
        JobRun(
            city: city, id: id, attempt: attempt, kind: kind, payload: payload, attemptsMax: attemptsMax, fence: fence)
    }
}

struct ExtendLease: Statement {
    static let sql =
        "UPDATE jobs SET lease_until = $4 WHERE city_id = $1 AND id = $2 AND fence = $3 AND state = 'running'"
    let city: CityID
    let job: ID<JobRun>
    let fence: Int64
    let until: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, job, fence, until) }
}

struct FinishJob: Statement {
    static let sql = "DELETE FROM jobs WHERE city_id = $1 AND id = $2 AND fence = $3 AND state = 'running'"
    let city: CityID
    let job: ID<JobRun>
    let fence: Int64
    func bind(_ parameters: inout Parameters) { parameters.add(city, job, fence) }
}

/// Puts a job back: after a failure with its error, or for the next round of a recurring one.
struct ReturnJob: Statement {
    static let sql = """
        UPDATE jobs SET state = $4, run_at = $5, error = $6, lease_until = NULL,
               attempts = CASE WHEN $6::text IS NULL THEN 0 ELSE attempts END
         WHERE city_id = $1 AND id = $2 AND fence = $3 AND state = 'running'
        """
    let run: JobRun
    let state: String
    let at: Instant
    let error: String?
    func bind(_ parameters: inout Parameters) { parameters.add(run.city, run.id, run.fence, state, at, error) }
}
