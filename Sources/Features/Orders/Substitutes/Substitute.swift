import Payments
import Postgres
import Vocabulary
import Web

extension OrderLine {
    /// Goods that stand for missing ones (product.md 4.3).
    package struct Substitute: Sendable, Equatable {
        package enum State: String, Stored, JSONWritable, Sendable {
            /// The resident is asked.
            case proposed
            case substituted
            /// By the resident, or because nobody answered in time.
            case declined
        }

        package let state: State
        /// The position of the line it stands for, and how many units of it.
        package let replaces: Int
        package let units: Int64
        package let answerUntil: Instant?
    }
}

/// What a shop offers instead.
package struct SubstituteWish: Sendable {
    package let offer: BasketLine
    /// Units of the missing line that it stands for.
    package let replaces: Int64
}

extension OrderLine {
    /// What so many units of it come to, deposit included.
    private func total(of units: Int64) -> Money { sale.goods(of: units).gross() + sale.deposits(of: units).gross }

    /// Whether these goods may stand for so many of its units, and whether somebody must be asked: nothing dearer than
    /// what is missing, nothing against the resident's wish.
    func admits(_ other: SaleLine, for units: Int64) throws(OrderProblem) -> Substitute.State {
        guard substitute == nil, replaced == 0, (1...sale.quantity).contains(units) else { throw .substituteUnfit }
        let price = other.goods.gross() + other.deposits.gross
        guard price <= total(of: units) else { throw .substituteDearer(total(of: units)) }
        guard other.minimumAge <= sale.minimumAge else { throw .substituteUnfit }
        switch sale.substitution {
        case .none: throw .substituteUnwanted
        case .similar: return .substituted
        case .ask: return .proposed
        }
    }
}

extension SubstituteWish: JSONReadable {
    /// `{"offer", "quantity", "replaces"}`
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let quantity = try fields.required("quantity", in: 1...999 as ClosedRange<Int64>)
        offer = BasketLine(offer: try fields.required("offer"), quantity: quantity, substitution: .none)
        replaces = try fields.required("replaces", in: 1...999 as ClosedRange<Int64>)
        try fields.end()
    }
}
