import Crypto
import HTTPTypes
import Hummingbird
import Postgres
import Vocabulary

extension WebCarrying {
    /// The promise that this request has its effect once: its key, who asks, and a fingerprint of what is asked.
    /// `Idempotency-Key` is required (400). `view` becomes the stored answer, with `status`.
    ///
    ///     let once = try context.once(request, body, by: "\(context.resident.id)", status: .created) { OrderView($0) }
    ///     let answered = try await orders.place(basket, once: once)
    ///     return Answer(answered, at: "/v1/cities/\(context.city.slug)/orders/")
    package func once<Value: Sendable, Shown: View>(
        _ request: Request, _ body: JSON?, by subject: String, status: HTTPResponse.Status = .ok,
        view: @escaping @Sendable (Value) -> Shown
    ) throws(RequestProblem) -> Once<Value> {
        let context = web
        return Once(
            subject: subject, route: "\(request.method.rawValue) \(endpointPath ?? "")",
            key: try request.idempotencyKey(), fingerprint: Fingerprint.of(request, body),
            encode: { StoredAnswer(Answer(view($0), status: status)) },
            encodeProblem: { problem in
                switch problem.kind {
                case .conflict, .invalid, .stale, .notFound: StoredAnswer(context.problem(for: problem).answer)
                default: nil
                }
            })
    }
}

extension Request {
    /// `Idempotency-Key`, as a quoted string (the IETF draft) or bare (as Stripe has it): 1…255 visible characters.
    package func idempotencyKey() throws(RequestProblem) -> String {
        let name = HTTPField.Name("Idempotency-Key")!
        let given = headers[values: name]
        guard let header = given.first else { throw .header(FieldProblem("Idempotency-Key", "required", "is missing")) }
        var key = header[...]
        if key.utf8.count >= 2, key.first == "\"", key.last == "\"" { key = key.dropFirst().dropLast() }
        let visible = key.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        guard given.count == 1, visible, (1...255).contains(key.utf8.count) else {
            throw .header(FieldProblem("Idempotency-Key", "format", "must be one key of 1 to 255 visible characters"))
        }
        return String(key)
    }
}

/// What a request asks for, so that a key cannot be used for something else.
enum Fingerprint {
    /// SHA-256 of the address and the body; members are sorted, so their order and spaces don't matter.
    static func of(_ request: Request, _ body: JSON?) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8))
        if let body { hash.update(data: sorted(JSONTree(body)).bytes) }
        return Array(hash.finalize())
    }

    private static func sorted(_ tree: JSONTree) -> JSONTree {
        switch tree {
        case .array(let elements): .array(elements.map(sorted))
        case .object(let members):
            .object(members.map { .init($0.key, sorted($0.value)) }.sorted { $0.key < $1.key })
        default: tree
        }
    }
}

extension StoredAnswer {
    init(_ answer: Answer) {
        self.init(status: answer.status.code, contentType: answer.headers[.contentType] ?? "", body: answer.body)
    }
}

extension Answer {
    /// What `transaction(once:)` gave, now or earlier; a replay says so. For 201, `prefix` and the view's `id` are the
    /// Location.
    package init(_ answered: Answered, at prefix: String? = nil) {
        let stored = answered.answer
        let status = HTTPResponse.Status(code: stored.status)
        self.init(bytes: stored.body, type: stored.contentType, status: status)
        if answered.isReplay { headers[HTTPField.Name("Idempotent-Replayed")!] = "true" }
        guard status == .created, let prefix, let id = (try? JSONTree(parsing: body))?["id"]?.string else { return }
        headers[.location] = prefix + id
    }
}
