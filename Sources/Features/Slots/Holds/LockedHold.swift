import Postgres
import Vocabulary

/// A hold whose row this transaction has locked, with all that is needed to book, change or release it without
/// asking the database again.
///
/// Locks are taken in one order everywhere: the hold, stock, pools by id, slots last. So `ask` belongs into a
/// transaction's first flush, and the writes (`book`, `keep`, `release`) behind everything about stock.
package struct LockedHold: Sendable {
    package let hold: Hold
    package let slot: Slot
    let debits: [Debit]
    /// Those that concern the slot and the shops of the load it was asked with.
    let pools: [Pool]

    /// How a hold is named: by itself, or as the place that a purchase has now.
    package enum Name: Sendable {
        case hold(ID<Hold>)
        case placeOf(ID<Hold.Purchase>)

        var hold: ID<Hold>? { if case .hold(let id) = self { id } else { nil } }
        var purchase: ID<Hold.Purchase>? { if case .placeOf(let id) = self { id } else { nil } }
    }

    /// Three questions on their way in one flush; redeem with `answer`.
    package struct Question: Sendable {
        fileprivate let row: Asked<LockHold>
        fileprivate let debits: Asked<FindDebits>
        fileprivate let pools: Asked<FindPoolsOfHold>
    }

    /// Asks for a hold and locks it. `load`: what is to be placed in it (empty where it is only released).
    package static func ask(
        _ name: Name, carrying load: Load = Load(), in city: CityID, _ tx: inout Tx
    ) throws -> Question {
        Question(
            row: try tx.ask(LockHold(city: city, name: name)),
            debits: try tx.ask(FindDebits(city: city, name: name)),
            pools: try tx.ask(FindPoolsOfHold(city: city, name: name, load: load)))
    }

    /// What was asked for, or `SlotProblem.holdUnknown`.
    package static func answer(_ question: Question, _ tx: inout Tx) throws -> LockedHold {
        let found = try tx.answer(question.row).first
        let debits = try tx.answer(question.debits)
        let pools = try tx.answer(question.pools)
        guard let (hold, slot) = found else { throw SlotProblem.holdUnknown }
        return LockedHold(hold: hold, slot: slot, debits: debits, pools: pools)
    }
}
