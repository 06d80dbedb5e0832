import Vocabulary

/// One line of the audit trail: who did what to what. Written in the act's own transaction, never changed.
package struct AuditEntry: Statement {
    package static let sql = """
        INSERT INTO audit_entries
               (city_id, id, at, actor, role, action, object_kind, object_id, reason, request_id, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    let city: CityID
    let id: ID<AuditEntry>
    let at: Instant
    let actor: Actor
    let action: String
    let object: (kind: String, id: ID<AnyObject>)
    let reason: String?
    let detail: JSONText

    /// `action` and the object's kind are our words (`accept`, `order`); `detail` is JSON without personal data.
    package init<Thing>(
        in city: CityID, at instant: Instant, by actor: Actor, _ action: String, _ kind: String, _ object: ID<Thing>,
        reason: String? = nil, detail: JSONText = JSONText(Array("{}".utf8))
    ) {
        self.city = city
        id = .make(at: instant)
        at = instant
        self.actor = actor
        self.action = action
        self.object = (kind, object.cast())
        self.reason = reason
        self.detail = detail
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(city, id, at, actor.subject, actor.role, action, object.kind, object.id)
        parameters.add(reason, actor.requestId, detail)
    }
}

/// Who acts, as the audit trail names them.
package struct Actor: Sendable, Hashable {
    /// An account's or key's id, a guest's token hash, or `system`.
    package let subject: String
    package let role: String
    package let requestId: String?

    package init(subject: String, role: String, requestId: String? = nil) {
        self.subject = subject
        self.role = role
        self.requestId = requestId
    }

    /// The program itself: timeouts, schedules, imports from the command line.
    package static let system = Actor(subject: "system", role: "system")
}
