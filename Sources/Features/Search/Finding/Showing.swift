import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary

/// Turns the kernel's hits into what is shown: names, and prices of this moment.
struct Showing {
    private let shelves: Shelves
    private let ask: Ask
    private let now: Instant
    private let highlighter: Highlighter

    init(_ shelves: Shelves, _ ask: Ask, at now: Instant) {
        self.shelves = shelves
        self.ask = ask
        self.now = now
        highlighter = shelves.snapshot.highlighter(for: ask.query)
    }

    private var town: Town { shelves.town }

    func hit(_ hit: SearchIndex.Hit) -> Findings.Hit? {
        guard let (thing, title) = thing(hit) else { return nil }
        return Findings.Hit(
            thing: thing, highlights: highlights(in: title),
            distanceMetres: hit.distanceMetres.map { Int($0.rounded()) },
            position: .init(key: hit.cursor.key, id: ID(hit.cursor.id)))
    }

    private func thing(_ hit: SearchIndex.Hit) -> (Findings.Thing, title: String)? {
        if hit.kind == .retailer {
            guard let entry = town.shops[ID(hit.id)] else { return nil }
            return (.shop(shop(entry, hit)), entry.retailer.profile.name)
        }
        guard let goods = shelves.goods[ID(hit.id)] else { return nil }
        return (.product(product(goods, hit)), goods.title)
    }

    private func product(_ goods: Goods, _ hit: SearchIndex.Hit) -> FoundProduct {
        let passing = zip(goods.offers, goods.indexed).filter { hit.offers.contains($0.1) }.map { found($0.0) }
        return FoundProduct(
            id: goods.id, title: goods.title, brand: goods.brand, category: goods.category.flatMap { town.tree[$0] },
            minimumAge: goods.minimumAge,
            offers: passing.sorted { ($0.price, $0.offer.id) < ($1.price, $1.offer.id) })
    }

    private func found(_ offer: MarketOffer) -> FoundOffer {
        let branch = town.branches[offer.branch]
        return FoundOffer(
            offer: offer, price: offer.price(at: now), unitPrice: offer.unitPrice(at: now),
            retailer: town.shops[offer.retailer]?.retailer.profile.name ?? "", branch: branch,
            isOpen: ask.doors.branches.contains(offer.branch),
            takesOrders: branch.map { town.takesOrders($0, at: now) } ?? false)
    }

    private func shop(_ entry: DirectoryEntry, _ hit: SearchIndex.Hit) -> FoundShop {
        let passing = Set(hit.offers.map(\.branch))
        let branches = entry.branches.filter { passing.contains(DocumentID($0.id)) }.map {
            FoundBranch(
                branch: $0, isOpen: ask.doors.branches.contains($0.id), takesOrders: town.takesOrders($0, at: now))
        }
        return FoundShop(
            retailer: entry.retailer, trade: town.trades[entry.retailer.profile.trade], branches: branches)
    }

    /// The kernel counts bytes; clients count UTF-16 units.
    private func highlights(in title: String) -> [Range<Int>] {
        highlighter.ranges(in: title).map { range in
            let start = title.utf8.index(title.startIndex, offsetBy: range.lowerBound)
            let end = title.utf8.index(start, offsetBy: range.count)
            let before = title.utf16.distance(from: title.startIndex, to: start)
            return before..<before + title.utf16.distance(from: start, to: end)
        }
    }

    func counts(_ facets: SearchIndex.Facets) -> Findings.Counts {
        func most<Key>(_ pairs: [(Key, Int)], by id: (Key) -> String) -> [(Key, Int)] {
            Array(pairs.filter { $0.1 > 0 }.sorted { ($1.1, id($0.0)) < ($0.1, id($1.0)) }.prefix(100))
        }
        let categories = facets.categories.compactMap { id, count in town.tree[ID(id)].map { ($0, count) } }
        let shops = facets.retailers.compactMap { id, count in town.shops[ID(id)].map { ($0.retailer, count) } }
        let districts = town.districts.map { ($0, facets.districts[DocumentID($0.id)] ?? 0) }
        return Findings.Counts(
            products: facets.kinds[.product] ?? 0, shops: facets.kinds[.retailer] ?? 0,
            categories: most(categories, by: \.slug).map { (category: $0.0, count: $0.1) },
            retailers: most(shops, by: \.profile.name).map { (id: $0.0.id, name: $0.0.profile.name, count: $0.1) },
            districts: most(districts, by: \.slug).map { (district: $0.0, count: $0.1) },
            inStock: facets.inStock)
    }
}
