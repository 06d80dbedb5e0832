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
    let gate: Gate

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.id = RequestIdentity.id(from: request.headers)
        context.secret = settings.secret
        context.problemTypes = settings.problemTypes
        context.logger[metadataKey: "requestId"] = .string(context.id)
        metrics.began()
        var response = await admitted(request, context, next)
        dress(&response, for: request, context)
        finish(&response, for: request, context)
        return response
    }

    /// A request whose body is still to come, so that waiting for it holds nobody up.
    private func awaited(_ request: Request, _ context: WebContext, _ place: Gate.Place) -> Request {
        let announced = request.headers[.contentLength].map { $0 != "0" } ?? false
        guard announced || request.headers[.transferEncoding] != nil else { return request }
        var request = request
        request.body = RequestBody(
            asyncSequence: AwaitedBody(
                body: request.body, asked: request.headers[.expect] == nil ? nil : context.channel, gate: gate,
                place: place))
        return request
    }

    /// Answers when there is room for it, else says so.
    private func admitted(
        _ request: Request, _ context: WebContext, _ next: (Request, WebContext) async throws -> Response
    ) async -> Response {
        let urgency = settings.urgency(request.method.rawValue, request.uri.path)
        let place = Gate.Place(urgency: urgency, isAnonymous: request.headers[.authorization] == nil)
        guard await gate.enter(place) else {
            metrics.shed(urgency)
            return refusal(for: RequestProblem.overloaded(afterSeconds: 1), context)
        }
        defer { gate.leave(place) }
        return await answer(awaited(request, context, place), context, next)
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
