import Accounts
import Postgres
import Retailers
import Vocabulary

/// Whether an offer counts its stock.
package enum StockMode: String, Stored, Sendable, CaseIterable {
    case tracked, untracked
    case onRequest = "on_request"
}

/// Where an offer stands. Only published ones are shown.
package enum OfferState: String, Stored, Sendable, CaseIterable {
    case draft, published, paused, archived

    /// From where, to where. This table is the whole state machine.
    package func canBecome(_ next: OfferState) -> Bool {
        switch (self, next) {
        case (.draft, .published), (.published, .paused), (.paused, .published): true
        case (.draft, .archived), (.published, .archived), (.paused, .archived), (.archived, .draft): true
        default: false
        }
    }
}

/// One variant, sold by one branch.
package struct Offer: Sendable, Hashable {
    package let id: ID<Offer>
    package let retailer: RetailerID
    package let branch: ID<Branch>
    package let product: ID<Product>
    package let variant: Variant
    package let sku: String?
    package let tag: PriceTag
    package let deposit: DepositType?
    package let stockMode: StockMode
    /// Units that can still be sold; `nil` where stock is not counted.
    package let available: Int64?
    package let state: OfferState
    package let version: Int64

    package func price(at now: Instant) -> Money { tag.price(at: now) }

    /// The Grundpreis of the price that holds at that moment.
    package func unitPrice(at now: Instant) -> UnitPrice? {
        UnitPrice(price: price(at: now), content: variant.content, isLoose: variant.isLoose)
    }

    package var isInStock: Bool { available.map { $0 > 0 } ?? true }
}
