import Cities
import Retailers
import Vocabulary

/// Somebody looks at a town: which one, in which language, at which moment.
struct Visit: Sendable {
    let city: City
    let wording: Wording
    let links: Links
    let now: Instant
    /// By slug.
    let trades: [String: Trade]

    func trade(_ slug: String) -> String {
        guard let trade = trades[slug] else { return slug }
        return wording.language == .german ? trade.german : trade.english
    }
}
