import Accounts
import Catalogue
import Payments
import Retailers
import Slots
import Vocabulary

/// One checkout, one payment, one delivery: over one or more retailers' orders.
package struct Purchase: Sendable {
    package let id: ID<Purchase>
    package let code: String
    package let holder: String
    package let method: SlotMethod
    package let payment: PaymentMethod
    package let window: TimeWindow
    package let fee: Money
    /// The fee as it was charged, by VAT rate.
    package let feeByRate: [TaxedAmount]
    package let total: Money
    package let minimumAge: Int
    package let placed: Instant
    package var orders: [RetailerOrder] = []
    /// What is said at the door; only those who own the purchase are told.
    package var doorCode: String?

    package var state: PurchaseState { PurchaseState(orders.map(\.state)) }

    /// What it comes to by now: shops that were called off left out, short lines at what was packed. `total` stays what
    /// was promised.
    package var current: Money {
        let living = orders.filter { !$0.state.isCalledOff }
        return living.isEmpty ? .zero : living.map(\.charge.total).sum() + fee
    }
}

/// What one retailer packs.
package struct RetailerOrder: Sendable {
    package let id: ID<RetailerOrder>
    package let purchase: ID<Purchase>
    package let retailer: RetailerID
    package let branch: ID<Branch>
    /// Within the purchase, from 1.
    package let number: Int
    package internal(set) var state: OrderState
    package let total: Money
    package let answerUntil: Instant
    package let reason: String?
    package let version: Int64
    /// Since when a pickup waits, and until when it is kept.
    package var ready: Instant?
    package var fetchUntil: Instant?
    package var lines: [OrderLine] = []

    /// What it comes to at the till: ordered, or packed where that is known.
    package var charge: ShareCharge {
        charge { $0.picked ?? $0.due }
    }

    /// What was promised.
    var orderedCharge: ShareCharge { charge(\.due) }

    private func charge(_ units: (OrderLine) -> Int64) -> ShareCharge {
        ShareCharge(
            order: id.cast(), retailer: retailer, goods: lines.flatMap { $0.sale.goods(of: units($0)) },
            deposits: lines.map { $0.sale.deposits(of: units($0)) })
    }

    /// Its part of what the purchase asks of the city's capacity.
    var share: Load.Share {
        let lines = lines.filter(\.isInEffect)
        return Load.Share(
            retailer: retailer, branch: branch, items: lines.map(\.sale.quantity).reduce(0, +),
            value: lines.flatMap(\.sale.goods).gross(),
            litres: (lines.map { $0.sale.litresThousandths * $0.sale.quantity }.reduce(0, +) + 999) / 1000,
            grams: lines.map { $0.sale.grams * $0.sale.quantity }.reduce(0, +),
            crates: lines.filter(\.sale.isCrate).map(\.sale.quantity).reduce(0, +))
    }
}

/// One line of an order, with what came of it.
package struct OrderLine: Sendable {
    package let position: Int
    package let sale: SaleLine
    /// How many were packed; `nil` until then.
    package let picked: Int64?
    /// Where it stands for missing units of another line.
    package var substitute: Substitute?
    /// Units that another line stands for.
    package var replaced: Int64 = 0

    /// Whether it is to be packed and paid: ordered, or a substitute that was accepted.
    package var isInEffect: Bool { substitute.map { $0.state == .substituted } ?? true }
    /// Units to be packed and paid at most.
    package var due: Int64 { isInEffect ? sale.quantity - replaced : 0 }

    package var isShort: Bool { picked.map { $0 < due } ?? false }
}
