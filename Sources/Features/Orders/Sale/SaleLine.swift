import Accounts
import Catalogue
import Payments
import Postgres
import Retailers
import Vocabulary

/// One line of a sale with its facts as they were shown: never computed again.
package struct SaleLine: Sendable, Equatable {
    package let offer: ID<Offer>
    package let retailer: RetailerID
    package let branch: ID<Branch>
    /// Which version of the retailer's imprint and terms was shown.
    package let imprint: Int64?
    package let title: String
    package let quantity: Int64
    package let price: Money
    package let vatBasisPoints: Int64
    package let unitPrice: (money: Money, per: UnitPrice.Reference)?
    package let depositCode: String?
    /// Of one unit.
    package let deposit: Money
    package let minimumAge: Int
    /// Of one unit.
    package let grams: Int64
    /// Of one unit, thousandths of a litre.
    package let litresThousandths: Int64
    package let substitution: Substitution
    package var choices: [SaleChoice] = []

    package static func == (left: Self, right: Self) -> Bool {
        left.offer == right.offer && left.quantity == right.quantity && left.price == right.price
            && left.deposit == right.deposit && left.vatBasisPoints == right.vatBasisPoints && left.title == right.title
            && left.choices == right.choices
    }

    /// The goods of so many units with what was chosen with them, each with the VAT in it.
    package func goods(of units: Int64) -> [TaxedAmount] {
        [TaxedAmount(line: price * units, basisPoints: vatBasisPoints)]
            + choices.map { TaxedAmount(line: $0.price * units, basisPoints: $0.vatBasisPoints) }
    }
    /// Their deposit: an amount of its own whose VAT follows the goods.
    package func deposits(of units: Int64) -> TaxedAmount {
        TaxedAmount(line: deposit * units, basisPoints: vatBasisPoints)
    }

    package var goods: [TaxedAmount] { goods(of: quantity) }
    package var deposits: TaxedAmount { deposits(of: quantity) }
    package var isCrate: Bool { depositCode?.hasPrefix("crate") ?? false }
}

/// How heavy and how big one unit is, as far as its content tells: a litre weighs a kilogram, solids take two litres a
/// kilogram, and what is sold by the piece counts as half a kilogram and a litre.
struct Bulk {
    let grams: Int64
    let litresThousandths: Int64

    init(_ content: Content?) {
        switch content?.measure {
        case .gram:
            grams = max(1, (content?.thousandths ?? 0) / 1000)
            litresThousandths = grams * 2
        case .millilitre:
            grams = max(1, (content?.thousandths ?? 0) / 1000)
            litresThousandths = grams
        default: (grams, litresThousandths) = (500, 1000)
        }
    }
}
