import Cities
import Postgres
import Vocabulary

extension Slots {
    /// All limits of a city, by name.
    package func limits(of city: CityID) async throws -> [PoolRule] {
        try await database.read(ListPoolRules(city: city))
    }

    /// A new limit. It counts what is held and booked from now on.
    package func add(_ rule: PoolRule, _ act: SlotAct) async throws -> PoolRule {
        let now = clock.now()
        let city = act.city
        try await database.transaction(in: city.id) { tx in
            try tx.run(PutPoolRule(city: city.id, rule: rule))
            try Slots.makePools(of: rule, in: city, at: now, &tx)
            try tx.run(AuditEntry(in: city.id, at: now, by: act.actor, "add", "limit", rule.id))
        }
        return rule
    }

    /// Another name or amount, for all its times to come. Less than booked in one of them is `.belowBooked`, naming the
    /// bookings, and changes nothing.
    package func change(
        _ rule: ID<PoolRule>, name: String?, amount: Int64?, _ act: SlotAct
    ) async throws -> PoolRule {
        let now = clock.now()
        let city = act.city.id
        return try await database.transaction(in: city) { tx in
            guard var changed = try tx.first(LockPoolRule(city: city, rule: rule)) else { throw SlotProblem.unknown }
            guard changed.version == act.version else { throw SlotProblem.stale }
            changed.name = name ?? changed.name
            changed.amount = amount ?? changed.amount
            let pools = try tx.rows(LockPoolsOfRule(city: city, rule: rule, now: now))
            if pools.contains(where: { $0.booked > changed.amount }) {
                let taken = ListTakenOfRule(city: city, rule: rule, now: now, amount: changed.amount)
                throw SlotProblem.belowBooked(try tx.rows(taken).map(FieldProblem.init))
            }
            try tx.run(PutPoolRule(city: city, rule: changed))
            try tx.run(SetPoolAmounts(city: city, rule: changed, now: now))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "change", "limit", rule))
            return changed.next
        }
    }
}

extension PoolRule {
    /// As it is after an UPDATE that counted its version up.
    var next: PoolRule {
        PoolRule(
            id: id, name: name, scope: scope, unit: unit, amount: amount, weekdays: weekdays,
            minutes: firstMinute..<lastMinute, version: version + 1)
    }
}
