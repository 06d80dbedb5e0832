import Accounts
import Catalogue
import Cities
import Retailers
import Vocabulary

/// What a reader of the directory chose.
struct ShopsWish: Sendable {
    var district: String?
    var trade: String?
    var isOpenOnly = false
    var after: String?

    var fields: [(String, String)] {
        [("district", district), ("trade", trade), ("open", isOpenOnly ? "true" : nil)]
            .compactMap { name, value in value.map { (name, $0) } }
    }
}

extension Storefront {
    private static let perPage = 60

    func shops(_ wish: ShopsWish, _ visit: Visit) async throws -> ShopsPage {
        let districts = try await cities.districts(of: visit.city.id)
        var filter = DirectoryFilter()
        filter.district = districts.first { $0.slug == wish.district }?.id
        filter.trade = visit.trades[wish.trade ?? ""]?.slug
        filter.openNow = wish.isOpenOnly
        let position = wish.after.flatMap(DirectoryPosition.init(written:)) ?? .start
        let (entries, next) = try await retailers.browse(filter, in: visit.city, after: position, limit: Self.perPage)
        let count = entries.count
        return ShopsPage(
            heading: visit.wording[.shops],
            summary: count == 1 ? visit.wording[.oneShop] : visit.wording.text(.shopCount, ["count": String(count)]),
            shops: entries.map { ShopCard($0, visit) },
            districts: districts.map { Choice(value: $0.slug, word: $0.name, isChosen: $0.slug == wish.district) },
            trades: visit.trades.values.map {
                Choice(value: $0.slug, word: visit.trade($0.slug), isChosen: $0.slug == wish.trade)
            }.sorted { $0.word < $1.word },
            isOpenOnly: wish.isOpenOnly,
            next: next.map {
                visit.links.shops(
                    district: wish.district, trade: wish.trade, openOnly: wish.isOpenOnly, after: $0.written)
            })
    }

    func shop(_ id: RetailerID, _ visit: Visit) async throws -> ShopSheet {
        let (entry, _) = try await retailers.entry(id, in: visit.city)
        let offered = try await catalogue.offers(
            of: id, after: nil, limit: 24, in: visit.city.id)
        return ShopSheet(entry, products: offered.map { ProductCard($0, shops: [:], visit) }, visit)
    }

    func product(_ id: ID<Product>, _ visit: Visit) async throws -> ProductSheet {
        async let directory = retailers.everything(in: visit.city)
        let page = try await catalogue.page(of: id, in: visit.city.id)
        let names = Dictionary(
            uniqueKeysWithValues: try await directory.map { ($0.retailer.id, $0.retailer.profile.name) })
        return ProductSheet(page, shops: names, visit)
    }
}

extension DirectoryPosition {
    /// `id,name`: a place in a public list, nothing that must be guarded.
    var written: String { "\(id),\(name)" }

    init?(written text: String) {
        guard let comma = text.firstIndex(of: ","), let id = RetailerID(String(text[..<comma])) else { return nil }
        self.init(name: String(text[text.index(after: comma)...]), id: id)
    }
}
