import Accounts
import Cities
import Vocabulary

/// A business of the town.
package struct Retailer: Sendable, Equatable {
    package let id: RetailerID
    package var profile: RetailerProfile
    package let mode: RetailerMode
    package let state: RetailerState
    /// Number of the imprint in force.
    package let imprint: Int64?
    package let pause: Pause?
    package let version: Int64

    /// Whether it may take orders at all; its branches and the slots have their own say.
    package func takesOrders(at now: Instant) -> Bool {
        state == .approved && mode == .orders && pause.map { !$0.isOn(at: now) } ?? true
    }
}

/// What a business says of itself.
package struct RetailerProfile: Sendable, Equatable {
    package var name: String
    /// Slug of a trade of the town.
    package var trade: String
    package var description: String?
    package var phone: String?
    package var email: String?
    package var website: String?
    /// In words, for businesses that deliver by themselves.
    package var deliveryHint: String?

    package init(name: String, trade: String) {
        self.name = name
        self.trade = trade
    }
}

/// Who stands behind a shop, as German law wants it shown (§ 5 DDG); every version is kept.
package struct Imprint: Sendable, Equatable {
    package var legalName: String
    package var legalForm: String?
    package var representative: String?
    package var street: String
    package var postcode: String
    package var town: String
    package var email: String
    package var phone: String?
    package var register: String?
    package var vatID: String?
}

/// What kind of shop it is.
package struct Trade: Sendable, Equatable {
    package let slug: String
    package let german: String
    package let english: String
}

/// A retailer with what the directory shows beside it.
package struct DirectoryEntry: Sendable {
    package let retailer: Retailer
    package let branches: [Branch]

    package init(retailer: Retailer, branches: [Branch]) {
        self.retailer = retailer
        self.branches = branches
    }
}
