import Accounts
import Cities
import HTTPTypes
import Hummingbird
import Vocabulary
import Web

/// `/retailers`, `/trades`: the public directory, as JSON, GeoJSON and schema.org.
package struct DirectoryRoutes: Sendable {
    let retailers: Retailers
    let cities: Cities

    package init(retailers: Retailers, cities: Cities) {
        self.retailers = retailers
        self.cities = cities
    }

    package func mount(on city: Endpoints<CityContext>) {
        city.get("trades", use: trades)
            .get("retailers", use: list)
            .get("retailers.geojson", use: feed)
            .get("retailers/{retailer}", use: show)
    }

    @Sendable func trades(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        return Answer(Page(try await retailers.trades(of: context.city.id).map(TradeView.init))).hashed(for: request)
    }

    @Sendable func list(_ request: Request, _ context: CityContext) async throws -> Answer {
        if request.prefers("application/geo+json") { return try await feed(request, context) }
        var query = try request.query()
        let filter = try await filter(&query, context)
        let listing = try context.listing(&query, keys: 2)
        try query.end()
        let page = try await retailers.browse(
            filter, in: context.city, after: DirectoryPosition(listing.after), limit: listing.fetch)
        let now = retailers.clock.now()
        let shown = listing.page(page.entries, key: { $0.position.keys }) {
            RetailerView($0, in: context.city, at: now)
        }
        return Answer(shown).cached.hashed(for: request)
    }

    @Sendable func feed(_ request: Request, _ context: CityContext) async throws -> Answer {
        var query = try request.query()
        let filter = try await filter(&query, context)
        try query.end()
        let now = retailers.clock.now()
        let entries = try await retailers.everything(filter, in: context.city)
        let features = entries.flatMap { entry in
            entry.branches.compactMap { BranchFeature(entry, $0, in: context.city, at: now) }
        }
        return Answer(geoJSON: features).packed(for: request).cached.hashed(for: request)
    }

    @Sendable func show(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let (entry, imprint) = try await retailers.entry(context.id("retailer"), in: context.city)
        let now = retailers.clock.now()
        guard request.prefers("application/ld+json") else {
            return Answer(RetailerView(entry, imprint: imprint, in: context.city, at: now)).cached.hashed(for: request)
        }
        let today = context.city.zone.clock(at: now).day
        let graph = LinkedRetailer(entry: entry, imprint: imprint, city: context.city, today: today)
        return Answer(graph, type: "application/ld+json").cached.hashed(for: request)
    }

    private func filter(_ query: inout Query, _ context: CityContext) async throws -> DirectoryFilter {
        var filter = DirectoryFilter()
        filter.trade = try query.optional("trade", characters: 1...41)
        filter.openNow = try query.optional("openNow") ?? false
        guard let slug = try query.optional("district", characters: 1...80) else { return filter }
        let district = try await cities.districts(of: context.city.id).first { $0.slug == slug }
        guard let district else { throw Query.wrong("district", "enum", "is no district of this town") }
        filter.district = district.id
        return filter
    }
}

extension DirectoryPosition {
    init(_ keys: [String]?) {
        guard let keys, keys.count == 2, let id = RetailerID(keys[1]) else {
            self = .start
            return
        }
        self.init(name: keys[0], id: id)
    }

    var keys: [String] { [name, id.description] }
}

extension Request {
    /// Whether this media type is named in Accept before `application/json`.
    func prefers(_ type: String) -> Bool {
        let wishes = headers[values: .accept].flatMap { $0.split(separator: ",") }.compactMap { wish in
            wish.split(separator: ";").first.map { $0.split(separator: " ").joined().lowercased() }
        }
        return wishes.first { $0 == type || $0 == "application/json" } == type
    }
}

extension Answer {
    /// Anybody's answer: caches may keep it for half a minute. It differs by Accept.
    fileprivate var cached: Answer {
        var answer = self
        answer.headers[.cacheControl] = "public, max-age=30, stale-while-revalidate=60"
        answer.headers[.vary] = "Accept"
        return answer
    }

    fileprivate init(_ value: some JSONWritable, type: String) {
        var json = JSONWriter()
        value.write(to: &json)
        self.init(bytes: json.bytes, type: type)
    }
}

extension Answer {
    /// A map of the whole directory is large: gzip where the caller takes it. Other bytes have another ETag.
    fileprivate func packed(for request: Request) -> Answer {
        var headers = headers
        headers[.vary] = "Accept-Encoding"
        let isPacked = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        if isPacked { headers[.contentEncoding] = "gzip" }
        return Answer(
            bytes: isPacked ? Gzip.compress(body) : body, type: headers[.contentType] ?? "", status: status,
            headers: headers)
    }
}
