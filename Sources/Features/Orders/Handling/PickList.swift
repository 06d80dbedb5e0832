import Accounts
import Catalogue
import Postgres
import Retailers
import Vocabulary

/// What a branch has to take from its shelves for one slot: by shelf, then by title, whatever the order.
package struct PickList: Sendable {
    package struct Item: Sendable {
        package let offer: ID<Offer>
        package let title: String
        package let shelf: String?
        /// Who gets how many of it.
        package let parts: [Part]

        package var quantity: Int64 { parts.map(\.quantity).reduce(0, +) }
    }

    /// So many of one thing for one order.
    package struct Part: Sendable {
        package let order: ID<RetailerOrder>
        /// What stands on the bag: the purchase's code and the order's number in it.
        package let label: String
        package let quantity: Int64
    }

    package let branch: ID<Branch>
    package let window: TimeWindow
    package let items: [Item]
}

/// One line to pick, as it is read.
struct PickRow: Sendable {
    let branch: ID<Branch>
    let window: TimeWindow
    let offer: ID<Offer>
    let title: String
    let part: PickList.Part

    /// Goods with different things chosen are picked apart.
    struct What: Hashable {
        let offer: ID<Offer>
        let title: String
    }
    var what: What { What(offer: offer, title: title) }
}

extension Orders {
    /// The lists of a retailer for slots that begin in a stretch of time, the earliest first. Orders that are accepted
    /// or being packed; what is ready is not picked again.
    package func pickLists(of retailer: RetailerID, in time: TimeWindow, city: CityID) async throws -> [PickList] {
        let rows = try await database.read(ListPicks(city: city, retailer: retailer, time: time), in: city)
        let offers = Array(Set(rows.map(\.offer)))
        let shelves = Dictionary(
            try await catalogue.offers(offers, in: city).flatMap { known in
                known.offers.map { ($0.id, known.product.shelf) }
            }, uniquingKeysWith: { first, _ in first })
        return PickList.lists(of: rows) { shelves[$0] ?? nil }
    }
}

extension PickList {
    /// One list a branch and slot. What has no shelf comes last.
    static func lists(of rows: [PickRow], shelf: (ID<Offer>) -> String?) -> [PickList] {
        struct Key: Hashable {
            let branch: ID<Branch>
            let window: TimeWindow
        }
        return Dictionary(grouping: rows) { Key(branch: $0.branch, window: $0.window) }
            .map { key, rows in
                let items = Dictionary(grouping: rows, by: \.what).map { what, rows in
                    Item(offer: what.offer, title: rows[0].title, shelf: shelf(what.offer), parts: rows.map(\.part))
                }
                return PickList(branch: key.branch, window: key.window, items: items.sorted(by: Item.isBefore))
            }
            .sorted { ($0.window.start, $0.window.end, $0.branch) < ($1.window.start, $1.window.end, $1.branch) }
    }
}

extension PickList.Item {
    fileprivate static func isBefore(_ left: Self, _ right: Self) -> Bool {
        let (a, b) = (left.shelf ?? "\u{10FFFF}", right.shelf ?? "\u{10FFFF}")
        return (a, left.title, left.offer) < (b, right.title, right.offer)
    }
}
