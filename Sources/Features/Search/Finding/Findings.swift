import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary

/// What a search found, the best first.
package struct Findings: Sendable {
    package let hits: [Hit]
    /// How many there are in all, where counts were wished for or the order asks for them.
    package let total: Int?
    package let facets: Counts?
    /// The text as it was probably meant, where a word was not known.
    package let suggestion: String?
    /// How each word was understood, where that was asked.
    package let words: [WordExplanation]?
    /// The zone that serves the wish's target; `nil` also where none does.
    package let zone: DeliveryZone?
    /// The index is being read for the first time: there is more to come.
    package let isPartial: Bool

    /// The products alone, in their order.
    package var products: [ID<Product>] {
        hits.compactMap { if case .product(let product) = $0.thing { product.id } else { nil } }
    }

    /// The shops alone, in their order.
    package var shops: [RetailerID] {
        hits.compactMap { if case .shop(let shop) = $0.thing { shop.retailer.id } else { nil } }
    }

    /// One product, one shop or one category.
    package struct Hit: Sendable {
        package let thing: Thing
        /// The words of the title that fit, as ranges of UTF-16 units.
        package let highlights: [Range<Int>]
        /// To the nearest branch that has it, where somebody said from where.
        package let distanceMetres: Int?
        /// Why it stands where it stands, where that was asked.
        package let why: Why?
        let position: SearchWish.Position
    }

    package enum Thing: Sendable {
        case product(FoundProduct)
        case shop(FoundShop)
        case category(Category)
    }

    /// The sum behind a hit's place.
    package struct Why: Sendable {
        package let score: Double
        package let parts: ScoreParts
    }

    /// Hits by what they have in common; each count leaves out the wish's own choice of that kind.
    package struct Counts: Sendable {
        package let products: Int
        package let shops: Int
        package let categories: [(category: Category, count: Int)]
        package let retailers: [(id: RetailerID, name: String, count: Int)]
        package let districts: [(district: District, count: Int)]
        package let branches: [(branch: ShopBranch, name: String, count: Int)]
        package let diets: [(diet: Diet, count: Int)]
        /// By price ranges: from, up to and without, in cents; `nil` for the open end.
        package let prices: [(from: Int, below: Int?, count: Int)]
        package let inStock: Int
        package let openNow: Int
        /// `nil` where nobody said where to.
        package let deliverableToday: Int?
        package let foundCategories: Int
    }
}

/// A product with those of its offers that the wish lets through, cheapest first.
package struct FoundProduct: Sendable {
    package let id: ID<Product>
    package let title: String
    package let brand: String?
    package let category: Category?
    package let minimumAge: Int
    package let offers: [FoundOffer]
}

/// An offer as it stands at the moment of the answer.
package struct FoundOffer: Sendable {
    package let id: ID<MarketOffer>
    package let retailer: RetailerID?
    package let retailerName: String
    package let branch: ID<ShopBranch>
    package let branchName: String?
    /// Empty for the only size.
    package let size: String
    package let content: Content?
    package let price: Money
    package let unitPrice: UnitPrice?
    package let deposit: DepositType?
    package let isInStock: Bool
    package let isOpen: Bool
    package let takesOrders: Bool
}

/// A shop with those of its branches that the wish lets through.
package struct FoundShop: Sendable {
    package let retailer: Retailer
    package let trade: Trade?
    package let branches: [FoundBranch]
}

package struct FoundBranch: Sendable {
    package let branch: ShopBranch
    package let isOpen: Bool
    package let takesOrders: Bool
}
