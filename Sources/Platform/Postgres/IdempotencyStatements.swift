import Vocabulary

/// Reads what was answered under a key.
package struct FindAnswer: Statement {
    package struct Stored: Sendable {
        let fingerprint: [UInt8]
        let answer: StoredAnswer
    }

    package static let sql = """
        SELECT fingerprint, status, content_type, body
          FROM idempotency_keys
         WHERE city_id = $1 AND subject = $2 AND route = $3 AND key = $4
        """
    let city: CityID
    let subject: String
    let route: String
    let key: String

    package func bind(_ parameters: inout Parameters) { parameters.add(city, subject, route, key) }
    package static func decode(_ row: inout Row) throws(Fault) -> Stored {
        let fingerprint: Bytes = try row.next()
        let status: Int = try row.next()
        let contentType: String = try row.next()
        let body: Bytes = try row.next()
        return Stored(
            fingerprint: fingerprint.bytes,
            answer: StoredAnswer(status: status, contentType: contentType, body: body.bytes))
    }
}

/// Keeps an answer. A twin in another process waits here for the first one's commit and is then refused.
struct StoreAnswer: Statement {
    static let sql = """
        INSERT INTO idempotency_keys (city_id, subject, route, key, fingerprint, status, content_type, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let refusals: [String: any Problem] = ["idempotency_keys_pkey": KeyTaken()]
    let question: FindAnswer
    let fingerprint: [UInt8]
    let answer: StoredAnswer

    func bind(_ parameters: inout Parameters) {
        parameters.add(question.city, question.subject, question.route, question.key)
        parameters.add(Bytes(fingerprint), answer.status, answer.contentType, Bytes(answer.body))
    }
}

/// Forgets keys older than the 72 hours that callers are promised.
package struct ForgetAnswers: Statement {
    package static let sql = "DELETE FROM idempotency_keys WHERE city_id = $1 AND stored_at < $2"
    let city: CityID
    let before: Instant

    package init(city: CityID, before: Instant) {
        self.city = city
        self.before = before
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, before) }
}

/// Somebody else stored an answer under this key meanwhile. Never reaches a caller.
struct KeyTaken: Problem {
    var kind: ProblemKind { .conflict }
    var code: String { "request/key-taken" }
    var sentence: String { "Another request with this key was faster." }
}

extension Database {
    /// The platform's own statements, for the list of all.
    package static let statements: [any Statement.Type] = [
        FindAnswer.self, StoreAnswer.self, ForgetAnswers.self, AuditEntry.self, FindAuditTail.self, ListUnlinked.self,
        InsertLinks.self, ListLinks.self, InsertSeal.self, ListSeals.self,
    ]
}
