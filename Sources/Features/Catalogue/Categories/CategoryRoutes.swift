import Accounts
import Cities
import Hummingbird
import Retailers
import Vocabulary
import Web

/// `/categories` for the city's operators; everybody reads them.
struct CategoryRoutes: Sendable {
    let catalogue: Catalogue

    func mount(on city: Endpoints<CityContext>) {
        city.group("categories", as: OperatorContext.self, who: "city operator")
            .post(use: add)
            .put("{category}", use: replace)
            .delete("{category}", use: remove)
    }

    @Sendable func add(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let id = ID<Category>.make(at: catalogue.clock.now())
        let made = try await catalogue.add(
            Category(json: request.json(upTo: 16_384), id: id), with: Act(in: context.city, by: context.actor))
        let path = "/v1/cities/\(context.city.slug)/categories/\(made.id)"
        return .created(CategoryView(category: made), at: path).version(made.version, for: request)
    }

    @Sendable func replace(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let version = try request.expectedVersion()
        let wish = try await Category(json: request.json(upTo: 16_384), id: context.id("category"))
        let now = try await catalogue.replace(wish, at: version, with: Act(in: context.city, by: context.actor))
        return Answer(CategoryView(category: now)).version(now.version, for: request)
    }

    @Sendable func remove(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let version = try request.expectedVersion()
        try await catalogue.remove(
            context.id("category"), at: version, with: Act(in: context.city, by: context.actor))
        return .noContent
    }
}

extension Category {
    /// `{"slug", "title", "titleEnglish"?, "parent"?, "synonyms"?, "rank"?, "minimumAge"?,
    /// "isFoodInformationRequired"?}`
    init(json: JSON, id: ID<Category>) throws(RequestProblem) {
        var fields = try json.object()
        let name = try fields.required("slug")
        let slug = try name.string(2...60)
        guard slug.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            throw name.wrong("format", "must be small letters, digits and hyphens")
        }
        try self.init(
            id: id, parent: fields.optional("parent"), slug: slug, title: fields.required("title", characters: 1...120),
            englishTitle: fields.optional("titleEnglish", characters: 1...120),
            synonyms: fields.array("synonyms", 0...100) { (json) throws(RequestProblem) in try json.string(1...80) },
            rank: fields.optional("rank", in: 0...100_000) ?? 0,
            minimumAge: fields.optional("minimumAge", in: 0...99) ?? 0,
            isFoodInformationRequired: fields.optional("isFoodInformationRequired") ?? false)
        try fields.end()
    }
}
