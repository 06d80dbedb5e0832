import Accounts
import Postgres
import Retailers
import Vocabulary

/// What the shops of a checkout had said about answering when it was made.
struct AnswerRules: Sendable {
    /// Shops that accept as the order is placed.
    let accepting: Set<RetailerID>
    /// So long after the placement these shops have refused; the others go by the city's rule.
    let seconds: [RetailerID: Int64]

    init(_ terms: [RetailerID: SellingTerms]) {
        accepting = Set(terms.filter(\.value.acceptsAlone).keys)
        seconds = terms.compactMapValues(\.answerSeconds)
    }

    /// Three columns: who accepts alone; who has a limit; the limits.
    init(_ row: inout Row) throws(Fault) {
        accepting = Set(try row.next(as: [RetailerID].self))
        let shops: [RetailerID] = try row.next()
        let limits: [Int64] = try row.next()
        seconds = Dictionary(zip(shops, limits)) { first, _ in first }
    }
}
