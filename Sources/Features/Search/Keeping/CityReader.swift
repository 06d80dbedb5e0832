import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary

/// Keeps one town's index in step with PostgreSQL. Reads everything once, then only what the feed names.
actor CityReader {
    private let search: Search
    private let index = SearchIndex.Index()
    private var city: City
    private var goods = GoodsTable()
    private var town: Town?
    private var mark = ""
    private var position = FeedPosition.start
    /// When the next sale of a product begins or ends: its price is then told to the index anew.
    private var turns: [ID<Product>: Instant] = [:]
    private var isReading = false

    private static let batch = 500

    init(_ search: Search, _ city: City) {
        self.search = search
        self.city = city
    }

    /// Brings the index to what is committed now; a second caller goes away while the first is at it. With the town's
    /// own row, everything around the goods is read again too: categories and zones tell nobody when they change.
    func catchUp(with known: City? = nil) async throws {
        guard !isReading else { return }
        isReading = true
        defer { isReading = false }
        if let known { (city, mark) = (known, "") }
        guard let town else { return try await fill() }
        try await followTown(town)
        do {
            try await followFeed()
        } catch is FeedForgotten {
            return try await fill()
        }
        turnPrices()
    }

    // MARK: From nothing

    /// Reads all there is. The feed's head is asked for first: what changes meanwhile is read twice, never missed.
    private func fill() async throws {
        let head = try await search.catalogue.feedHead()
        let mark = try await search.retailers.directoryMark(of: city.id)
        let town = try await readTown()
        let now = search.clock.now()
        var goods = GoodsTable()
        var documents = town.shops.values.map { $0.document(in: town) }
        var last: ID<Product>?
        while true {
            let page = try await search.catalogue.offeredProducts(after: last, limit: 2 * Self.batch, in: city.id)
            for item in page {
                let found = Goods(item, in: town, at: now)
                goods[found.id] = found
                turns[found.id] = found.nextTurn(after: now)
                if !found.offers.isEmpty { documents.append(found.document(in: town)) }
            }
            guard page.count == 2 * Self.batch else { break }
            last = page.last?.product.id
        }
        index.rebuild(branches: town.shops.values.flatMap(\.indexedBranches), documents: documents)
        (self.goods, self.town, self.mark, position) = (goods, town, mark, head)
        show(town)
    }

    private func readTown() async throws -> Town {
        async let entries = search.retailers.everything(in: city)
        async let tree = search.catalogue.categories(in: city.id)
        async let districts = search.cities.districts(of: city.id)
        async let zones = search.cities.zones(of: city.id)
        let trades = try await search.retailers.trades(of: city.id)
        return try await Town(
            city: city, entries: entries, tree: tree, areas: (districts, zones), trades: trades)
    }

    private func show(_ town: Town) {
        search.show(Shelves(town: town, snapshot: index.snapshot, goods: goods))
    }

    // MARK: What changed

    /// Shops that came, went or changed; goods of those that came or went appear and vanish with them.
    private func followTown(_ old: Town) async throws {
        let newMark = try await search.retailers.directoryMark(of: city.id)
        guard newMark != mark else { return }
        let new = try await readTown()
        let changes = TownChanges(from: old, to: new)
        index.apply(changes.forIndex)
        town = new
        put(goods.all.filter { changes.touches($0) }.map(\.source), in: new)
        mark = newMark
        show(new)
    }

    private func followFeed() async throws {
        while let town {
            let changes = try await search.catalogue.changes(after: position, limit: Self.batch, in: city.id)
            guard let last = changes.last else { return }
            let products = Array(Set(changes.map(\.product)))
            put(try await search.catalogue.offeredProducts(products, in: city.id), in: town)
            position = last.position
            show(town)
            guard changes.count == Self.batch else { return }
        }
    }

    private func turnPrices() {
        let now = search.clock.now()
        let due = turns.filter { $0.value <= now }.keys.compactMap { goods[$0]?.source }
        guard let town, !due.isEmpty else { return }
        put(due, in: town)
        show(town)
    }

    private func put(_ products: [OfferedProduct], in town: Town) {
        guard !products.isEmpty else { return }
        let now = search.clock.now()
        var changes: [SearchIndex.Change] = []
        for product in products {
            let new = Goods(product, in: town, at: now)
            goods[new.id] = product.offers.isEmpty ? nil : new
            turns[new.id] = new.nextTurn(after: now)
            changes.append(new.change(in: town))
        }
        index.apply(changes)
        if index.needsMerge { index.merge() }
    }
}
