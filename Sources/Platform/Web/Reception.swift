import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

/// The outermost middleware: every request enters and leaves through it, matched or not. It gives the request its id,
/// turns whatever was thrown into a problem, sets the headers all answers share, and writes log and figures.
struct Reception: RouterMiddleware {
    typealias Context = WebContext

    let settings: WebSettings
    let table: RouteTable
    let log: AccessLog
    let metrics: RequestMetrics
    let readiness: Readiness

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.id = RequestIdentity.id(from: request.headers)
        context.secret = settings.secret
        context.problemTypes = settings.problemTypes
        context.logger[metadataKey: "requestId"] = .string(context.id)
        metrics.began()
        var response = await answer(awaited(request, context), context, next)
        dress(&response, for: request, context)
        finish(&response, for: request, context)
        return response
    }

    /// A caller that waits to be asked for the body is asked when somebody reads it.
    private func awaited(_ request: Request, _ context: WebContext) -> Request {
        guard request.headers[.expect] != nil, let channel = context.channel else { return request }
        var request = request
        request.body = RequestBody(asyncSequence: ExpectedBody(body: request.body, channel: channel))
        return request
    }

    private func answer(
        _ request: Request, _ context: WebContext, _ next: (Request, WebContext) async throws -> Response
    ) async -> Response {
        do {
            return try await next(request, context)
        } catch is BrokenBody {
            let problem = RequestProblem.unreadable("The body could not be read to its end.")
            var response = refusal(for: problem, context)
            response.headers[.connection] = "close"
            return response
        } catch let error as any HTTPResponseError where error.status == .notFound {
            return unmatched(request, context)
        } catch {
            return refusal(for: error, context)
        }
    }

    /// No route: another method may have one (405, OPTIONS), else there is nothing (404).
    private func unmatched(_ request: Request, _ context: WebContext) -> Response {
        let methods = table.methods(at: request.uri.path)
        guard !methods.isEmpty else { return refusal(for: RequestProblem.notFound, context) }
        let allowed = methods.joined(separator: ", ")
        guard request.method == .options else {
            return refusal(for: RequestProblem.methodNotAllowed(allowed), context)
        }
        return Response(status: .noContent, headers: [.allow: allowed])
    }

    private func refusal(for error: any Error, _ context: WebContext) -> Response {
        let problem = context.problem(for: error)
        context.trail.mark(code: problem.code)
        if let fault = problem.fault {
            context.logger.error("request failed", metadata: ["code": .string(problem.code), "fault": .string(fault)])
        }
        return problem.answer.response
    }

    /// What every answer carries. Public reads may be kept for a moment, anything asked for with a token never.
    private func dress(_ response: inout Response, for request: Request, _ context: WebContext) {
        response.headers[RequestIdentity.header] = context.id
        response.headers[.xContentTypeOptions] = "nosniff"
        // RFC 9110, 8.6: no length where no content can be; the framework sets 0.
        if response.status == .noContent || response.status == .notModified { response.headers[.contentLength] = nil }
        if response.headers[.cacheControl] == nil {
            let isPublic =
                (request.method == .get || request.method == .head) && request.headers[.authorization] == nil
                && (response.status.kind == .successful || response.status == .notModified)
            response.headers[.cacheControl] =
                isPublic ? "public, max-age=30, stale-while-revalidate=60" : "no-store"
        }
        response.headers[.vary] = response.headers[.vary].map { "\($0), Accept-Language" } ?? "Accept-Language"
        if readiness.isDraining { response.headers[.connection] = "close" }
    }

    /// Log and figures: at once, or when a stream has been written to its end.
    private func finish(_ response: inout Response, for request: Request, _ context: WebContext) {
        let status = response.status.code
        let matched = context.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 }
        let note: @Sendable () -> Void = {
            let route = matched ?? "unmatched"
            log.record(request, context, status: status, route: route)
            metrics.ended(
                method: request.method.known, route: route, status: status, after: ContinuousClock.now - context.start)
        }
        guard response.body.contentLength == nil, request.method != .head else { return note() }
        let body = response.body
        response.body = ResponseBody { writer in
            defer { note() }
            try await body.write(writer)
        }
    }
}

extension WebContext {
    /// The problem a caller is told for this error.
    func problem(for error: any Error) -> ProblemAnswer {
        var problem = ProblemAnswer(error)
        problem.type = problemTypes + problem.code
        problem.requestId = id
        return problem
    }
}
