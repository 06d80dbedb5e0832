import Cities
import Postgres
import Vocabulary

extension Slots {
    /// The exceptions of a template from today on, by day.
    package func exceptions(of template: ID<SlotTemplate>, in city: City) async throws -> [SlotException] {
        let today = city.zone.clock(at: clock.now()).day
        return try await database.read(ListExceptions(city: city.id, template: template, from: today))
    }

    /// One day differs; its slots change with it. `.belowBooked` names bookings that stand against it.
    package func add(_ exception: SlotException, _ act: SlotAct) async throws -> SlotException {
        try await write(exception.id, of: exception.template, act, "add") { _ in
            PutException(city: act.city.id, exception: exception)
        }
        return exception
    }

    /// The day differs in another way than was written at `act.version`.
    package func replace(_ exception: SlotException, _ act: SlotAct) async throws -> SlotException {
        try await write(exception.id, of: exception.template, act, "change") { known in
            try Slots.check(exception.id, among: known, act)
            return PutException(city: act.city.id, exception: exception)
        }
        return SlotException(
            id: exception.id, template: exception.template, day: exception.day, change: exception.change,
            reason: exception.reason, version: (act.version ?? 0) + 1)
    }

    /// The day is as any other again.
    package func remove(
        _ exception: ID<SlotException>, of template: ID<SlotTemplate>, _ act: SlotAct
    ) async throws {
        try await write(exception, of: template, act, "remove") { known in
            try Slots.check(exception, among: known, act)
            return DeleteException(city: act.city.id, exception: exception)
        }
    }

    private static func check(
        _ exception: ID<SlotException>, among known: [SlotException], _ act: SlotAct
    ) throws(SlotProblem) {
        guard let old = known.first(where: { $0.id == exception }) else { throw .unknown }
        guard old.version == act.version else { throw .stale }
    }

    /// Locks the template, which guards its exceptions; writes; brings the slots in line.
    private func write<S: Statement>(
        _ exception: ID<SlotException>, of template: ID<SlotTemplate>, _ act: SlotAct, _ action: String,
        _ statement: @escaping @Sendable ([SlotException]) throws -> S
    ) async throws {
        let now = clock.now()
        let city = act.city
        let today = city.zone.clock(at: now).day
        try await database.transaction(in: city.id) { tx in
            let template = try Slots.lock(template, act, &tx)
            let known = try tx.rows(ListExceptions(city: city.id, template: template.id, from: today))
            try tx.run(try statement(known))
            try Slots.reconcileStrictly(template, in: city, at: now, &tx)
            try tx.run(AuditEntry(in: city.id, at: now, by: act.actor, action, "slot-exception", exception))
        }
    }
}
