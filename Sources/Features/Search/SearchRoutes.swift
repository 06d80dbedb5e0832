import Cities
import Hummingbird
import Vocabulary
import Web

/// `/search` and `/suggest`: products and shops by what people type.
package struct SearchRoutes: Sendable {
    let search: Search

    package init(search: Search) { self.search = search }

    package func mount(on city: Endpoints<CityContext>) {
        city.get("search", use: find)
            .get("suggest", use: suggest)
        TuningRoutes(search: search).mount(on: city)
    }

    @Sendable func find(_ request: Request, _ context: CityContext) async throws -> FoundView {
        var query = try request.query()
        let listing = try context.listing(&query, keys: 2)
        var wish = try SearchWish(&query)
        try query.end()
        wish.after = try listing.after.map(SearchWish.Position.init)
        wish.limit = listing.fetch
        let found = try search.find(wish, in: context.city)
        let page = listing.page(found.hits, key: { $0.position.keys }, view: HitView.init)
        return FoundView(page: page, found: found, targetAsked: wish.target != nil)
    }

    @Sendable func suggest(_ request: Request, _ context: CityContext) async throws -> Page<SuggestionView> {
        var query = try request.query()
        let text = try query.required("q", try query.optional("q", characters: 1...SearchWish.longestText))
        let limit = try query.optional("limit", in: 1...20) ?? 8
        try query.end()
        let found = try search.suggest(text, limit: limit, in: context.city)
        return Page(found.map { SuggestionView(text: $0.text, count: $0.count) })
    }
}
