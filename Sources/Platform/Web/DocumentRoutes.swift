import Hummingbird

/// `/v1/openapi.json`: the contract, for people and machines.
struct DocumentRoutes: Sendable {
    let document: APIDocument

    func mount(on endpoints: Endpoints<WebContext>) { endpoints.get("v1/openapi.json", use: show) }

    @Sendable func show(_ request: Request, _ context: WebContext) throws -> Answer {
        try request.noQuery()
        return Answer(bytes: document.bytes, type: "application/json").hashed(for: request)
    }
}
