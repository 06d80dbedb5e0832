import Accounts
import Retailers
import Vocabulary

/// What a basket asks of the city's capacity, shop by shop.
package struct Load: Sendable, Equatable {
    /// One shop's part.
    package struct Share: Sendable, Equatable {
        package let retailer: RetailerID
        package let branch: ID<Branch>
        package var items: Int64
        package var value: Money
        package var litres: Int64
        package var grams: Int64
        package var crates: Int64

        package init(
            retailer: RetailerID, branch: ID<Branch>, items: Int64 = 0, value: Money = .zero, litres: Int64 = 0,
            grams: Int64 = 0, crates: Int64 = 0
        ) {
            self.retailer = retailer
            self.branch = branch
            self.items = items
            self.value = value
            self.litres = litres
            self.grams = grams
            self.crates = crates
        }
    }

    package var shares: [Share]

    package init(_ shares: [Share] = []) { self.shares = shares }

    /// The value of all goods, which decides about the fee.
    package var goods: Money { shares.lazy.map(\.value).sum() }

    /// So much of a unit. `retailer` and `branch` leave only their shares; an order that has none of them counts 0.
    func amount(of unit: CapacityUnit, retailer: RetailerID?, branch: ID<Branch>?) -> Int64 {
        let concerned = shares.filter { share in
            (retailer == nil || share.retailer == retailer) && (branch == nil || share.branch == branch)
        }
        let isForAll = retailer == nil && branch == nil
        return switch unit {
        case .orders: isForAll || !concerned.isEmpty ? 1 : 0
        case .items: concerned.map(\.items).reduce(0, +)
        case .cents: concerned.map(\.value.cents).reduce(0, +)
        case .litres: concerned.map(\.litres).reduce(0, +)
        case .grams: concerned.map(\.grams).reduce(0, +)
        case .crates: concerned.map(\.crates).reduce(0, +)
        }
    }
}
