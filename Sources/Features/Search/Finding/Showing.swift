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
            why: ask.query.explains ? .init(score: hit.score, parts: hit.parts) : nil,
            position: .init(key: hit.cursor.key, id: ID(hit.cursor.id)))
    }

    private func thing(_ hit: SearchIndex.Hit) -> (Findings.Thing, title: String)? {
        switch hit.kind {
        case .retailer:
            return town.shops[ID(hit.id)].map { (.shop(shop($0, hit)), $0.retailer.profile.name) }
        case .category:
            return town.tree[ID(hit.id)].map { (.category($0), $0.title) }
        case .product:
            return Card(hit.payload).map { (.product(product($0, hit)), $0.title) }
        }
    }

    private func product(_ card: Card, _ hit: SearchIndex.Hit) -> FoundProduct {
        let offers = zip(hit.offers, hit.places).compactMap { offer, place in
            card.labels.indices.contains(place) ? found(offer, card.labels[place]) : nil
        }
        return FoundProduct(
            id: ID(hit.id), title: card.title, brand: card.brand, category: card.category.flatMap { town.tree[$0] },
            minimumAge: card.minimumAge, offers: offers.sorted { ($0.price, $0.id) < ($1.price, $1.id) })
    }

    private func found(_ offer: SearchIndex.Offer, _ label: Card.Label) -> FoundOffer {
        let branch = town.branches[ID(offer.branch)]
        let price = label.tag.price(at: now)
        let shop = branch.flatMap { town.shops[$0.retailer] }
        return FoundOffer(
            id: label.id, retailer: branch?.retailer, retailerName: shop?.retailer.profile.name ?? "",
            branch: ID(offer.branch), branchName: branch?.address.name, size: label.size, content: label.content,
            price: price, unitPrice: UnitPrice(price: price, content: label.content, isLoose: label.isLoose),
            deposit: label.deposit.flatMap { town.deposits[$0] }, isInStock: offer.isInStock,
            isOpen: ask.doors.branches.contains(ID(offer.branch)),
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
        let branches = facets.branches.compactMap { id, count in town.branches[ID(id)].map { ($0, count) } }
        let districts = town.districts.map { ($0, facets.districts[DocumentID($0.id)] ?? 0) }
        let ends = [0] + Ask.priceSteps.map { Int($0) }
        return Findings.Counts(
            products: facets.kinds[.product] ?? 0, shops: facets.kinds[.retailer] ?? 0,
            categories: most(categories, by: \.slug).map { (category: $0.0, count: $0.1) },
            retailers: most(shops, by: \.profile.name).map { (id: $0.0.id, name: $0.0.profile.name, count: $0.1) },
            districts: most(districts, by: \.slug).map { (district: $0.0, count: $0.1) },
            branches: most(branches, by: \.id.description).map { (branch: $0.0, name: name(of: $0.0), count: $0.1) },
            diets: Diet.allCases.compactMap { diet in
                facets.flags[diet.bit.trailingZeroBitCount].map { (diet: diet, count: $0) }
            },
            prices: facets.prices.enumerated().filter { $0.element > 0 }.map { range, count in
                (from: ends[range], below: range + 1 < ends.count ? ends[range + 1] : nil, count: count)
            },
            inStock: facets.inStock, openNow: facets.masks.first ?? 0,
            deliverableToday: facets.masks.count > 1 ? facets.masks[1] : nil,
            foundCategories: facets.kinds[.category] ?? 0)
    }

    /// The branch's own name, else its shop's.
    private func name(of branch: ShopBranch) -> String {
        branch.address.name ?? town.shops[branch.retailer]?.retailer.profile.name ?? ""
    }
}
