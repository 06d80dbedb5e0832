import Postgres
import Vocabulary

extension Slots {
    /// Frees the places whose ten minutes are over, in batches; answers how many. To be called by a job of every few
    /// seconds. Safe beside itself: each hold is freed by whoever locks it first.
    package func expire(in city: CityID, batch: Int = 100) async throws -> Int {
        var freed = 0
        while true {
            let now = clock.now()
            let count = try await database.transaction(in: city) { tx in
                let expired = try tx.rows(LockExpiredHolds(city: city, now: now, limit: batch))
                var change = CapacityChange()
                for old in expired {
                    try tx.run(EndHold(city: city, hold: old.hold, now: now, reason: .expired))
                    change.give(back: old.slot, old.debits)
                }
                try change.write(in: city, &tx)
                return expired.count
            }
            freed += count
            if count < batch { return freed }
        }
    }
}
