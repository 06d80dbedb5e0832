import Cities
import Postgres
import Vocabulary

/// When the city delivers and when goods can be fetched, how much fits, and who took which place.
///
/// Others call it in two ways: actions of its own (`open`, `hold`, `expire`, `generate`), and inside their own
/// transaction (`LockedHold.ask`, `book`, `keep`, `release`), so that a place is taken or freed with the order itself.
package struct Slots: Sendable {
    let cities: Cities
    let database: Database
    let clock: Clock

    package init(cities: Cities, database: Database, clock: Clock) {
        self.cities = cities
        self.database = database
        self.clock = clock
    }

    package static let statements: [any Statement.Type] = [
        FindSlot.self, FindPools.self, ChangePool.self, ChangeSlot.self,
        LockHold.self, FindPoolsOfHold.self, FindDebits.self, FindOpenHolds.self, LockExpiredHolds.self,
        InsertHold.self, InsertDebits.self, DeleteDebits.self, BookHold.self, UseHold.self, ExtendHold.self,
        EndHold.self, FindOpenSlots.self, LockSlotsOfTemplate.self, LockSlotsWithin.self, InsertSlots.self,
        UpdateSlot.self, LockSlot.self, ListTemplates.self, FindTemplate.self, LockTemplate.self, PutTemplate.self,
        ListExceptions.self, PutException.self, DeleteException.self, ListBlackouts.self, InsertBlackout.self,
        DeleteBlackout.self, ListPoolRules.self, LockPoolRule.self, PutPoolRule.self, InsertPools.self,
        SetPoolAmounts.self, LockPoolsOfRule.self, FindPoolsBetween.self, ListHolds.self,
        ListTaken.self, ListTakenOfRule.self,
    ]
}
