import Catalogue
import Postgres
import Vocabulary
import Web

/// What a resident wants, over several shops. Prices are today's until checkout freezes them.
package struct Basket: Sendable {
    package let id: ID<Basket>
    package let holder: String
    package let version: Int64
    package var lines: [BasketLine] = []

    static let linesMost = 200
}

/// So many of one offer.
package struct BasketLine: Sendable, Equatable {
    package let offer: ID<Offer>
    package let quantity: Int64
    package let substitution: Substitution
    /// What was chosen with it, for each unit.
    package var choices: [ID<Choice>] = []
}

/// What the shop may do where something is missing.
package enum Substitution: String, Stored, CaseIterable, JSONReadable, JSONWritable, Sendable {
    case none, similar, ask
}
