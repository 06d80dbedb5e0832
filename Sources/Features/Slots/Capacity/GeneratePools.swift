import Cities
import Postgres
import Vocabulary

extension Slots {
    /// So far ahead pools are made: as far as a template may look (`slot_templates_shape`), so that no slot can be
    /// booked before its limits are there.
    static let poolHorizonDays = 367

    /// Makes the pools of all rules for the days to come; idempotent.
    func generatePools(in city: City) async throws {
        for rule in try await database.read(ListPoolRules(city: city.id)) {
            let id = rule.id
            let now = clock.now()
            try await database.transaction(in: city.id) { tx in
                guard let rule = try tx.first(LockPoolRule(city: city.id, rule: id)) else { return }
                try Slots.makePools(of: rule, in: city, at: now, &tx)
            }
        }
    }

    static func makePools(of rule: PoolRule, in city: City, at now: Instant, _ tx: inout Tx) throws {
        let today = city.zone.clock(at: now).day
        let windows = (-1..<poolHorizonDays).compactMap { rule.window(on: today + $0, in: city.zone) }
            .filter { $0.end > now }
        guard !windows.isEmpty else { return }
        let pools = windows.map { (id: ID<Pool>.make(at: now), window: $0) }
        try tx.run(InsertPools(city: city.id, rule: rule, pools: pools))
    }
}
