import Accounts
import Catalogue
import Cities
import Payments
import Retailers
import Vocabulary
import Web

/// What a basket would come to now. Nothing of it is promised before checkout.
package struct Quote: Sendable {
    /// Why a line cannot be had.
    package enum Hindrance: String, JSONWritable, Sendable {
        /// The offer is gone, or its shop sells nothing any more.
        case notOffered = "not-offered"
        /// The shop takes no orders for a while.
        case shopRests = "shop-rests"
        case tooFew = "too-few"
        /// What must or may be chosen with it was not chosen rightly.
        case choicesOpen = "choices-open"
    }

    package struct Line: Sendable {
        package let wish: BasketLine
        /// As it is or was sold; `nil` where its price cannot be told.
        package let sale: SaleLine?
        package let hindrance: Hindrance?
        /// Units that are left, where they are counted.
        package let available: Int64?
    }

    package let basket: Basket
    package let lines: [Line]
    /// Where it would be brought, if somebody said so.
    package let zone: DeliveryZone?

    /// The lines that can be had.
    package var sale: [SaleLine] { lines.compactMap { $0.hindrance == nil ? $0.sale : nil } }
    package var goods: Money { sale.flatMap(\.goods).gross() }
    package var deposits: Money { sale.map(\.deposits.gross).sum() }
    package var minimumAge: Int { sale.map(\.minimumAge).max() ?? 0 }

    /// The zone's own fee for these goods; a slot may cost something else.
    package var fee: Money? {
        zone.map { zone in zone.freeFrom.map { goods >= $0 } ?? false ? .zero : zone.fee }
    }

    /// How much the goods fall short of what is delivered at least there.
    package var missing: Money? { zone.flatMap { goods < $0.minimum ? $0.minimum - goods : nil } }
}

extension CheckoutGround {
    /// The same prices and rules as a checkout, but what cannot be had is named instead of refused.
    func quote(_ basket: Basket, _ counter: Counter, to zone: DeliveryZone?) -> Quote {
        let today = city.zone.clock(at: now).day
        let lines = counter.lines.map { line -> Quote.Line in
            let sale = frozen(line, from: counter, on: today)
            let available = counter.offers[line.offer]?.available
            return Quote.Line(
                wish: line, sale: sale, hindrance: hindrance(of: line, sale, available, counter), available: available)
        }
        return Quote(basket: basket, lines: lines, zone: zone)
    }

    private func hindrance(
        of line: BasketLine, _ sale: SaleLine?, _ available: Int64?, _ counter: Counter
    ) -> Quote.Hindrance? {
        guard sale != nil, let offer = counter.offers[line.offer], offer.state == .published,
            let branch = counter.branches[offer.branch], branch.mode == .orders, branch.state == .approved
        else { return .notOffered }
        guard branch.takesOrders(at: now) else { return .shopRests }
        if counter.chosen(with: line) == nil { return .choicesOpen }
        return available.map { $0 < line.quantity } ?? false ? .tooFew : nil
    }
}
