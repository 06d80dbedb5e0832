import HTTPTypes
import Hummingbird
import Vocabulary

/// The place where a feature mounts its routes: a router group that keeps a table of all operations and of who may
/// call them.
///
///     endpoints.group("retailers")
///         .get(use: list)
///         .get("{retailer}", use: show)
package struct Endpoints<Context: WebCarrying> {
    private let group: RouterGroup<Context>
    private let table: RouteTable
    private let prefix: RouterPath
    private let who: String

    private init(_ group: RouterGroup<Context>, _ table: RouteTable, _ prefix: RouterPath, _ who: String) {
        self.group = group
        self.table = table
        self.prefix = prefix
        self.who = who
    }

    /// The root, open to anyone.
    init(router: Router<Context>, table: RouteTable) {
        self.init(router.group(""), table, "", "anyone")
    }

    /// A nested prefix: `group("retailers")`.
    package func group(_ path: RouterPath) -> Endpoints {
        Endpoints(group.group(path), table, prefix.appendingPath(path), who)
    }

    /// The same path for those who can prove something: handlers get the child's context and are only reached with it.
    /// `who` says in words who that is; it stands in the table of routes.
    package func group<Child: ChildRequestContext & WebCarrying>(
        _ path: RouterPath = "", as _: Child.Type, who: String
    ) -> Endpoints<Child> where Child.ParentContext == Context {
        Endpoints<Child>(group.group(path, context: Child.self), table, prefix.appendingPath(path), who)
    }

    /// Runs before every handler mounted on the result: finds something out and leaves it among the proofs, or throws.
    package func proving(_ prove: @escaping @Sendable (Request, inout Context) async throws -> Void) -> Endpoints {
        wrapped(in: Proving(prove: prove))
    }

    /// Runs around every handler mounted on the result.
    func wrapped(in middleware: some RouterMiddleware<Context>) -> Endpoints {
        let inner = group.group("")
        inner.add(middleware: middleware)
        return Endpoints(inner, table, prefix, who)
    }

    @discardableResult
    package func get(
        _ path: RouterPath = "",
        use handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints { on(.get, path, handler) }

    @discardableResult
    package func post(
        _ path: RouterPath = "",
        use handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints { on(.post, path, handler) }

    @discardableResult
    package func put(
        _ path: RouterPath = "",
        use handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints { on(.put, path, handler) }

    @discardableResult
    package func patch(
        _ path: RouterPath = "",
        use handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints { on(.patch, path, handler) }

    @discardableResult
    package func delete(
        _ path: RouterPath = "",
        use handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints { on(.delete, path, handler) }

    private func on(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        _ handler: @escaping @Sendable (Request, Context) async throws -> some ResponseGenerator
    ) -> Endpoints {
        table.add(Operation(method: method.rawValue, path: prefix.appendingPath(path).description, who: who))
        group.on(path, method: method, use: handler)
        return self
    }
}

/// One finding of a feature about a request, made before its handlers.
private struct Proving<Context: WebCarrying>: RouterMiddleware {
    let prove: @Sendable (Request, inout Context) async throws -> Void

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        try await prove(request, &context)
        return try await next(request, context)
    }
}
