import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/search-tuning`: by which numbers and which synonyms a town's search ranks. Everybody may know, operators choose.
struct TuningRoutes: Sendable {
    let search: Search

    func mount(on city: Endpoints<CityContext>) {
        city.get("search-tuning", use: show)
        city.group("search-tuning", as: OperatorContext.self, who: "city operator")
            .put(use: replace)
    }

    @Sendable func show(_ request: Request, _ context: CityContext) async throws -> Answer {
        try request.noQuery()
        let tuning = try await search.tuning(of: context.city.id)
        return Answer(TuningView(tuning: tuning)).version(tuning.version, for: request)
    }

    @Sendable func replace(_ request: Request, _ context: OperatorContext) async throws -> Answer {
        try request.noQuery()
        let version = try request.expectedVersion()
        var tuning = try await SearchTuning(json: request.json(upTo: 1_000_000))
        tuning.version = version
        let made = try await search.tune(tuning, in: context.city.id, by: context.actor)
        return Answer(TuningView(tuning: made)).version(made.version, for: request)
    }
}
