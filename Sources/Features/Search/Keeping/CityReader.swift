import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary

/// Keeps one town's index in step with PostgreSQL: opens what was kept in its folder, else reads everything once, then
/// only what the feed names.
actor CityReader {
    let search: Search
    private let folder: IndexFolder?
    private(set) var index = SearchIndex.Index()
    private var city: City
    private var surroundings: Surroundings?
    /// What the documents of the index were read by.
    private var ground: UInt64 = 0
    private var mark = ""
    private var position = FeedPosition.start
    private var turns: [ID<Product>: Instant] = [:]
    private var isReading = false
    private var isMerging = false
    private(set) var isRebuilding = false
    private var kept: ReaderNote?

    private static let batch = 500

    init(_ search: Search, _ city: City) {
        self.search = search
        self.city = city
        folder = search.folder.map { IndexFolder(path: "\($0)/\(city.id)") }
    }

    /// Brings the index to what is committed now; a second caller goes away while the first is at it. With the town's
    /// own row, everything around the goods is read again too: categories, zones and slots tell nobody when they
    /// change.
    func catchUp(with known: City? = nil) async throws {
        guard !isReading else { return }
        isReading = true
        defer { isReading = false }
        if let known { (city, mark) = (known, "") }
        if surroundings == nil { try await begin() }
        guard let surroundings else { return }
        try await followTown(surroundings.town)
        do {
            try await followFeed()
        } catch is FeedForgotten {
            return try await fillAnew()
        }
        turnPrices()
    }

    // MARK: The beginning

    /// From the folder where that is whole and not older than the feed remembers, else from the database. The feed's
    /// head is asked for first: what changes meanwhile is read twice, never missed.
    private func begin() async throws {
        let head = try await search.catalogue.feedHead()
        let found = try await survey()
        let town = found.town
        if let folder, let (opened, bytes) = try? folder.open(found.settings), let note = ReaderNote(bytes),
            note.ground == town.ground, note.position.writer <= head.writer
        {
            (index, position, turns, kept, ground) = (opened, note.position, note.turns, note, note.ground)
            let changes = TownChanges(from: index.snapshot, to: town)
            index.apply(changes.forIndex)
            show(found)
            // Where this fails, the beginning begins again.
            try await read(goodsOf: changes.turned, in: town)
            surroundings = found
            show()
        } else {
            try? folder?.clear()
            index.set(found.settings)
            try await fill(index, from: head, in: found, isFirst: true)
        }
    }

    /// Reads everything into another index, which then takes the old one's place.
    private func fillAnew() async throws {
        let head = try await search.catalogue.feedHead()
        let found = try await survey()
        try await fill(Index(settings: found.settings), from: head, in: found, isFirst: false)
    }

    /// Reads all goods there are into an index. Where it is the `first` one, what has come so far is shown on the way.
    private func fill(_ fresh: Index, from head: FeedPosition, in found: Surroundings, isFirst: Bool) async throws {
        let town = found.town
        let branches = town.shops.values.flatMap(\.indexedBranches)
        var reading = SearchIndex.Index.Reading(found.settings)
        for document in town.documents { reading.add(document) }
        var turns: [ID<Product>: Instant] = [:]
        var due = isFirst ? 1000 : Int.max
        var last: ID<Product>?
        var next = Task { try await page(after: nil) }
        while true {
            let page = try await next.value
            last = page.last?.product.id
            let isLast = page.count < 2 * Self.batch
            if !isLast { next = Task { [last] in try await self.page(after: last) } }
            let now = search.clock.now()
            for item in page {
                let goods = Goods(item, in: town, at: now)
                guard goods.isShown else { continue }
                let document = goods.document
                turns[item.product.id] = Card(document.payload)?.nextTurn(after: now)
                reading.add(document)
            }
            if isLast { break }
            if reading.count >= due {
                await Self.build(fresh, branches, reading)
                show(found, isPartial: true)
                due *= 4
            }
        }
        await Self.build(fresh, branches, reading)
        (index, surroundings, self.turns, position, ground) = (fresh, found, turns, head, town.ground)
        // Whatever happened to the town meanwhile is looked for again.
        mark = ""
        show()
    }

    /// Asks again where the database stumbles: all that was read before would be lost.
    private func page(after last: ID<Product>?) async throws -> [OfferedProduct] {
        for pause in [200, 1000, 5000] {
            do {
                return try await search.catalogue.offeredProducts(after: last, limit: 2 * Self.batch, in: city.id)
            } catch { try await Task.sleep(for: .milliseconds(pause)) }
        }
        return try await search.catalogue.offeredProducts(after: last, limit: 2 * Self.batch, in: city.id)
    }

    /// The long part, on a thread of its own.
    private static func build(
        _ index: Index, _ branches: [SearchIndex.Branch], _ reading: SearchIndex.Index.Reading
    ) async {
        await Task.detached { _ = index.rebuild(branches: branches, from: reading) }.value
    }

    /// Another tree of categories, or twice as many goods: everything is read anew beside the old index, which goes on
    /// being searched and kept fresh.
    private func rebuildBeside() {
        guard !isRebuilding else { return }
        isRebuilding = true
        Task {
            defer { isRebuilding = false }
            try await fillAnew()
        }
    }

    /// What stands around the goods, and what the city chose for its search.
    private struct Surroundings {
        let town: Town
        let times: DeliveryTimes
        let settings: Settings
    }

    private func survey() async throws -> Surroundings {
        async let entries = search.retailers.everything(in: city)
        async let tree = search.catalogue.categories(in: city.id)
        async let districts = search.cities.districts(of: city.id)
        async let zones = search.cities.zones(of: city.id)
        async let deposits = search.catalogue.deposits()
        async let trades = search.retailers.trades(of: city.id)
        async let tuning = search.tuning(of: city.id)
        let town = try await Town(
            city: city, entries: entries, tree: tree, areas: (districts, zones), words: (trades, deposits))
        return try await Surroundings(
            town: town, times: search.readTimes(town.zones, in: city), settings: tuning.settings)
    }

    private func show(_ found: Surroundings? = nil, isPartial: Bool = false) {
        guard let found = found ?? surroundings else { return }
        search.show(Shelves(town: found.town, snapshot: index.snapshot, times: found.times, isPartial: isPartial))
    }

    // MARK: What changed

    /// Shops that came, went or changed; goods of those that came or went appear and vanish with them.
    private func followTown(_ old: Town) async throws {
        let newMark = try await search.retailers.directoryMark(of: city.id)
        guard newMark != mark else { return }
        let found = try await survey()
        let changes = TownChanges(from: old, to: found.town)
        let index = index
        index.apply(changes.forIndex)
        if index.settings != found.settings { index.set(found.settings) }
        try await read(goodsOf: changes.turned, in: found.town)
        // A new index was put in place meanwhile, which has its own way to go.
        guard index === self.index else { return }
        // Not before all of it is done: what fails on the way is found to be new again at the next look.
        (surroundings, mark) = (found, newMark)
        if ground != found.town.ground || index.needsRebuild { rebuildBeside() }
        show()
    }

    /// The goods of shops that came or went, as the database has them; those of a closed shop are public no
    /// longer, so its staff's view is asked.
    private func read(goodsOf shops: Set<RetailerID>, in town: Town) async throws {
        for shop in shops.sorted() {
            var last: ID<MarketOffer>?
            while true {
                let page = try await search.catalogue.offers(
                    of: shop, after: last, limit: Self.batch, isForStaff: true, in: city.id)
                try await put(Set(page.map(\.product.id)), in: town)
                guard page.count == Self.batch else { break }
                last = page.last?.offers.first?.id
            }
        }
    }

    private func followFeed() async throws {
        while let town = surroundings?.town {
            let start = position
            let changes = try await search.catalogue.changes(after: start, limit: Self.batch, in: city.id)
            guard let last = changes.last else { return }
            try await put(Set(changes.map(\.product)), in: town)
            // A new index was put in place meanwhile, which has its own way to go.
            guard position == start else { continue }
            position = last.position
            show()
            guard changes.count == Self.batch else { return }
        }
    }

    private func put(_ ids: Set<ID<Product>>, in town: Town) async throws {
        guard !ids.isEmpty else { return }
        let products = try await search.catalogue.offeredProducts(ids.sorted(), in: city.id)
        let now = search.clock.now()
        let snapshot = index.snapshot
        var changes = ids.subtracting(products.map(\.product.id)).map { SearchIndex.Change.delete(DocumentID($0)) }
        for product in products {
            let goods = Goods(product, in: town, at: now)
            turns[product.product.id] = goods.isShown ? goods.card(wording: 0).nextTurn(after: now) : nil
            changes.append(goods.change(from: snapshot.payload(of: goods.id)))
        }
        index.apply(changes)
        merge()
    }

    /// Sales that begin or end: what the index keeps of the offers tells the price of now.
    private func turnPrices() {
        let now = search.clock.now()
        let snapshot = index.snapshot
        var changes: [SearchIndex.Change] = []
        for product in turns.filter({ $0.value <= now }).keys {
            let id = DocumentID(product)
            let card = snapshot.payload(of: id).flatMap(Card.init)
            turns[product] = card?.nextTurn(after: now)
            guard let card, let offers = snapshot.offers(of: id) else { continue }
            changes.append(.offers(id, card.offers(offers, at: now)))
        }
        guard !changes.isEmpty else { return }
        index.apply(changes)
        show()
    }

    private func merge() {
        guard index.needsMerge, !isMerging else { return }
        isMerging = true
        let index = index
        Task {
            await Task.detached { index.merge(everything: false) }.value
            isMerging = false
            show()
        }
    }

    // MARK: The folder

    /// Writes the index to its folder where it has changed since it was last written.
    func keep() async throws {
        guard let folder, surroundings != nil, !isRebuilding else { return }
        let note = ReaderNote(position: position, ground: ground, turns: turns)
        guard note != kept else { return }
        let snapshot = index.snapshot
        try await Task.detached { try folder.save(snapshot, note: note.bytes) }.value
        kept = note
    }
}
