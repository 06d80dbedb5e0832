import HTTPTypes
import Hummingbird
import Postgres
import TestSupport
import Vocabulary
import Web

/// A made-up feature: what a feature's routes look like, for tests over real HTTP.
struct FruitRoutes: Sendable {
    func mount(on endpoints: Endpoints<WebContext>) {
        let orchards = endpoints.group("v1/orchards/{orchard}")
            .proving { request, context in
                let slug = try context.path("orchard")
                guard slug == "north" else { throw RequestProblem.notFound }
                context.trail.mark(city: slug)
                context.proofs[Orchard.self] = Orchard(slug: slug)
            }
            .group(as: OrchardContext.self, who: "anyone")
        orchards.group("fruits")
            .get(use: list)
            .post(use: plant)
            .get("{fruit}", use: show)
            .put("{fruit}", use: replace)
        orchards.group("baskets").get(use: baskets).post(use: pack)
        orchards
            .proving { request, context in
                guard let header = request.headers[.authorization] else { return }
                guard header == "Bearer gardener" else { throw RequestProblem.unauthenticated }
                context.trail.mark(subject: "gardener")
                context.proofs[Gardener.self] = Gardener()
            }
            .group("fruits/{fruit}", as: GardenerContext.self, who: "gardener")
            .delete(use: fell)
        orchards.get("faults/{fault}", use: fail)
    }

    @Sendable func list(_ request: Request, _ context: OrchardContext) throws -> Page<Fruit> {
        var query = try request.query()
        let limit = try query.limit()
        let ripe: Bool? = try query.optional("ripe")
        try query.end()
        return Page(Array([Fruit(name: "apple"), Fruit(name: "pear \(ripe ?? false)")].prefix(limit)))
    }

    @Sendable func plant(_ request: Request, _ context: OrchardContext) async throws -> Answer {
        var fields = try await request.json(upTo: 2000).object()
        let name = try fields.required("name", characters: 1...1000)
        try fields.end()
        return .created(Fruit(name: name), at: "/v1/orchards/\(context.orchard.slug)/fruits/1")
    }

    @Sendable func show(_ request: Request, _ context: OrchardContext) throws -> Answer {
        let id = try context.id("fruit", as: ID<Fruit>.self)
        let language = request.language(among: ["de", "en"])
        return Answer(Fruit(name: id.description)).speaking(language).version(7, language: language, for: request)
    }

    @Sendable func replace(_ request: Request, _ context: OrchardContext) throws -> Answer {
        guard try request.expectedVersion() == 7 else { throw RequestProblem.stale }
        return Answer(Fruit(name: "replaced")).version(8, for: request)
    }

    /// 1…`count`, by keyset.
    @Sendable func baskets(_ request: Request, _ context: OrchardContext) throws -> Answer {
        var query = try request.query()
        let count = try query.optional("count", in: 0...1000) ?? 120
        let listing = try context.listing(&query, keys: 1)
        try query.end()
        let start = listing.after.flatMap { Int($0[0]) } ?? 0
        let rows = Array((start..<max(start, count)).map { $0 + 1 }.prefix(listing.fetch))
        return Answer(listing.page(rows, key: { [String($0)] }, view: { Fruit(name: "basket \($0)") }))
            .hashed(for: request)
    }

    /// Tells what the promise looks like.
    @Sendable func pack(_ request: Request, _ context: OrchardContext) async throws -> Answer {
        let body = try await request.json()
        let once = try context.once(request, body, by: "gardener", status: .created) { Fruit(name: $0) }
        let hash = once.fingerprint.prefix(4).map { String($0, radix: 16) }.joined()
        return Answer(Fruit(name: "\(once.route) \(once.key) \(hash) \(once.encode("x").status)"))
    }

    @Sendable func fell(_ request: Request, _ context: GardenerContext) throws -> Answer { .noContent }

    @Sendable func fail(_ request: Request, _ context: OrchardContext) async throws -> Answer {
        switch try context.path("fault") {
        case "away": throw Fault(.unavailable, "connection refused to 10.0.0.1")
        case "busy": throw Fault(.busy, "no connection")
        case "unknown": throw Fault(.commitUnknown, "connection lost")
        case "defect": throw Fault(.unexpected, "secret detail", sqlState: "42601")
        case "full": throw FruitProblem.basketFull
        case "framework": throw HTTPError(.badRequest, message: "inner words")
        default: throw CancellationError()
        }
    }
}

struct Orchard { let slug: String }
struct Gardener {}

struct OrchardContext: ChildRequestContext, WebCarrying {
    var web: WebContext
    let orchard: Orchard

    init(context: WebContext) throws {
        web = context
        orchard = try context.proofs.require(Orchard.self)
    }
}

struct GardenerContext: ChildRequestContext, WebCarrying {
    var web: WebContext
    let gardener: Gardener

    init(context: OrchardContext) throws {
        web = context.web
        gardener = try context.proofs.require(Gardener.self)
    }
}

struct Fruit: View {
    let name: String
    func write(to json: inout JSONWriter) { json.object { $0.field("name", name) } }
}

enum FruitProblem: Problem {
    case basketFull
    var kind: ProblemKind { .conflict }
    var code: String { "fruits/basket-full" }
    var sentence: String { "The basket is full." }
    var retryAfterSeconds: Int? { 7 }
}
