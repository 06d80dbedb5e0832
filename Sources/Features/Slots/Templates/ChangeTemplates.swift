import Cities
import Postgres
import Vocabulary

extension Slots {
    package func templates(of city: CityID) async throws -> [SlotTemplate] {
        try await database.read(ListTemplates(city: city))
    }

    package func template(_ template: ID<SlotTemplate>, in city: CityID) async throws -> SlotTemplate {
        guard let found = try await database.first(FindTemplate(city: city, template: template)) else {
            throw SlotProblem.unknown
        }
        return found
    }

    /// A new template; its slots are there when this answers.
    package func add(_ template: SlotTemplate, _ act: SlotAct) async throws -> SlotTemplate {
        if let fault = template.pattern.fault { throw SlotProblem.unfit(fault) }
        let now = clock.now()
        let city = act.city
        try await database.transaction(in: city.id) { tx in
            try tx.run(PutTemplate(city: city.id, template: template))
            _ = try Slots.reconcile(template, in: city, at: now, &tx)
            try tx.run(AuditEntry(in: city.id, at: now, by: act.actor, "add", "slot-template", template.id))
        }
        return template
    }

    /// Another shape of a template, for all its slots to come (pinned ones left alone). A slot that would hold less
    /// than is booked in it, or vanish with bookings, is `.belowBooked`, naming the bookings, and nothing changes.
    package func change(
        _ template: ID<SlotTemplate>, _ act: SlotAct,
        _ change: @escaping @Sendable (inout SlotTemplate) -> Void
    ) async throws -> SlotTemplate {
        let now = clock.now()
        let city = act.city
        return try await database.transaction(in: city.id) { tx in
            var changed = try Slots.lock(template, act, &tx)
            guard changed.version == act.version else { throw SlotProblem.stale }
            change(&changed)
            if let fault = changed.pattern.fault { throw SlotProblem.unfit(fault) }
            try tx.run(PutTemplate(city: city.id, template: changed))
            try Slots.reconcileStrictly(changed, in: city, at: now, &tx)
            try tx.run(AuditEntry(in: city.id, at: now, by: act.actor, "change", "slot-template", template))
            guard let stored = try tx.first(FindTemplate(city: city.id, template: template)) else {
                throw SlotProblem.unknown
            }
            return stored
        }
    }

    static func lock(_ template: ID<SlotTemplate>, _ act: SlotAct, _ tx: inout Tx) throws -> SlotTemplate {
        guard let locked = try tx.first(LockTemplate(city: act.city.id, template: template)) else {
            throw SlotProblem.unknown
        }
        return locked
    }

    /// Brings slots in line, or refuses where bookings stand against it.
    static func reconcileStrictly(
        _ template: SlotTemplate, in city: City, at now: Instant, _ tx: inout Tx
    ) throws {
        let tooSmall = try reconcile(template, in: city, at: now, &tx)
        guard tooSmall.isEmpty else {
            throw SlotProblem.belowBooked(try taken(in: tooSmall.map(\.id), of: city.id, &tx))
        }
    }
}
