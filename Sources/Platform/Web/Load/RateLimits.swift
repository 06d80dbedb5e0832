import HTTPTypes
import Hummingbird
import Synchronization
import Vocabulary

/// Who may do what how often. Counted by each process for itself: with n of them, a caller that reaches all has n times
/// as much.
package final class RateLimits: Sendable {
    /// Addresses from which an account signed in well are remembered, so many in all.
    private static let maxKnown = 100_000

    private let rules: @Sendable (_ method: String, _ template: String) -> [RateRule]
    private let trusted: [AddressBlock]
    private let ledger = RateLedger()
    private let known = Mutex<Set<String>>([])

    /// `rules` of an operation: its method and the template of its path.
    package init(
        trusting proxies: [AddressBlock] = [],
        rules: @escaping @Sendable (_ method: String, _ template: String) -> [RateRule]
    ) {
        trusted = proxies
        self.rules = rules
    }

    func answer<Context: WebCarrying>(
        _ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let rules = rules(request.method.rawValue, context.endpointPath ?? "").filter { $0.count > 0 }
        guard !rules.isEmpty else { return try await next(request, context) }
        var request = request
        var headers: HTTPFields = [:]
        var knownAs: String?
        var forgiving: [(rule: RateRule, key: String)] = []
        for rule in rules {
            guard let key = try await key(rule, &request, context, &knownAs) else { continue }
            guard let standing = ledger.spend(rule, key) else {
                guard rule.failsClosed else { continue }
                throw RequestProblem.overloaded(afterSeconds: 10)
            }
            headers.append(HTTPField(name: .rateLimitPolicy, value: rule.policy))
            let state = "\"\(rule.name)\";r=\(standing.left);t=\(standing.fullAfterSeconds)"
            headers.append(HTTPField(name: .rateLimit, value: state))
            if standing.wait > rule.patience {
                let problem = context.web.problem(
                    for: RequestProblem.tooMany(afterSeconds: RateLedger.ceil(standing.wait)))
                context.trail.mark(code: problem.code)
                return problem.answer.response.adding(headers)
            }
            if standing.wait > .zero { try await Task.sleep(for: standing.wait) }
            if rule.forgivesRefusals { forgiving.append((rule, key)) }
        }
        let response: Response
        do {
            response = try await next(request, context)
        } catch {
            for (rule, key) in forgiving { ledger.giveBack(rule, key) }
            throw error
        }
        if let knownAs, response.status.kind == .successful {
            known.withLock { known in
                if known.count < Self.maxKnown { known.insert(knownAs) }
            }
        }
        return response.adding(headers)
    }

    /// Whose allowance it is; `nil` where the rule does not concern this request.
    private func key(
        _ rule: RateRule, _ request: inout Request, _ context: some WebCarrying, _ knownAs: inout String?
    ) async throws -> String? {
        let marks = context.trail.read
        let prefix = "\(rule.name) \(marks.city ?? "") "
        switch rule.counted {
        case .address: return context.web.caller(request.headers, trusting: trusted).map { "\(prefix)\($0.household)" }
        case .subject: return marks.subject.map { prefix + $0 }
        case .path(let name): return context.parameters.get(name).map { prefix + $0.lowercased() }
        case .account(let field):
            guard let account = try await text(field, of: &request) else { return nil }
            let caller = context.web.caller(request.headers, trusting: trusted).map { "\($0.household)" } ?? ""
            let pair = "\(prefix)\(account) \(caller)"
            knownAs = pair
            return known.withLock { $0.contains(pair) } ? pair : prefix + account
        }
    }

    /// A text of the JSON body, in small letters. The body stays there for the handler, which judges it.
    private func text(_ field: String, of request: inout Request) async throws -> String? {
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }), length <= 16 * 1024 else { return nil }
        let bytes: [UInt8]
        do {
            bytes = Array(buffer: try await request.collectBody(upTo: 16 * 1024))
        } catch {
            throw BrokenBody(reason: error)
        }
        return (try? JSONTree(parsing: bytes))?[field]?.string.map { String($0.lowercased().prefix(320)) }
    }
}

extension Endpoints {
    /// Counts every request to what is mounted on the result.
    package func limited(by limits: RateLimits) -> Endpoints { wrapped(in: Limited(limits: limits)) }
}

private struct Limited<Context: WebCarrying>: RouterMiddleware {
    let limits: RateLimits

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response { try await limits.answer(request, context, next) }
}

extension WebContext {
    /// On whose behalf the request came (see `AddressBlock.caller`); `nil` where it came by no network.
    func caller(_ headers: HTTPFields, trusting proxies: [AddressBlock]) -> AddressBlock.Address? {
        guard let peer = channel?.remoteAddress?.ipAddress.flatMap({ AddressBlock.Address($0) }) else { return nil }
        return AddressBlock.caller(peer, headers[values: .xForwardedFor], trusting: proxies)
    }
}

extension Response {
    fileprivate func adding(_ headers: HTTPFields) -> Response {
        var response = self
        for header in headers { response.headers.append(header) }
        return response
    }
}

extension HTTPField.Name {
    fileprivate static var rateLimit: Self { Self("RateLimit")! }
    fileprivate static var rateLimitPolicy: Self { Self("RateLimit-Policy")! }
    fileprivate static var xForwardedFor: Self { Self("X-Forwarded-For")! }
}
