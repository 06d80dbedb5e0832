import Vocabulary

/// An answer as it was given, kept to be given again.
package struct StoredAnswer: Sendable, Equatable {
    package let status: Int
    package let contentType: String
    package let body: [UInt8]

    package init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

/// A request that must have its effect once, however often it is sent.
///
/// The stored answer is written in the effect's own transaction; a refusal is stored in a short one after the
/// rollback, if the key is still free.
package struct Once<Value: Sendable>: Sendable {
    /// Who asks: an account's id or a guest's token hash.
    package let subject: String
    /// Method and path template.
    package let route: String
    package let key: String
    /// SHA-256 of the canonical request.
    package let fingerprint: [UInt8]
    package let encode: @Sendable (Value) -> StoredAnswer
    /// `nil` for a problem that must not be stored (who asks too often may ask again).
    package var encodeProblem: @Sendable (any Problem) -> StoredAnswer?

    package init(
        subject: String, route: String, key: String, fingerprint: [UInt8],
        encode: @escaping @Sendable (Value) -> StoredAnswer,
        encodeProblem: @escaping @Sendable (any Problem) -> StoredAnswer?
    ) {
        self.subject = subject
        self.route = route
        self.key = key
        self.fingerprint = fingerprint
        self.encode = encode
        self.encodeProblem = encodeProblem
    }
}

/// What an idempotent request is answered with.
package struct Answered: Sendable {
    package let answer: StoredAnswer
    /// It was stored earlier; nothing happened now.
    package let isReplay: Bool
}

/// The "no"s of idempotency keys.
package enum OnceProblem: Problem {
    case keyReused
    case inProgress

    package var kind: ProblemKind { self == .keyReused ? .invalid : .conflict }
    package var code: String { self == .keyReused ? "request/key-reused" : "request/in-progress" }
    package var sentence: String {
        switch self {
        case .keyReused: "This Idempotency-Key was used for another request."
        case .inProgress: "The same request is being worked on."
        }
    }
    package var retryAfterSeconds: Int? { self == .inProgress ? 1 : nil }
}

extension Database {
    /// `transaction(in:)` whose answer is stored under the caller's key, or given again where it is stored already.
    package func transaction<T: Sendable>(
        in city: CityID, once: Once<T>, _ body: @escaping @Sendable (inout Tx) throws -> T
    ) async throws -> Answered {
        try await keyGate.pass("\(city)\(once.subject)\(once.route)\(once.key)") {
            do {
                return try await self.perform(once, in: city, body)
            } catch is KeyTaken {
                return try await self.storedAnswer(once, in: city)
            }
        }
    }

    private func perform<T: Sendable>(
        _ once: Once<T>, in city: CityID, _ body: @escaping @Sendable (inout Tx) throws -> T
    ) async throws -> Answered {
        let question = FindAnswer(city: city, subject: once.subject, route: once.route, key: once.key)
        do {
            return try await withSession { connection in
                try connection.transaction(in: city, once: question) { tx in
                    let answer = once.encode(try body(&tx))
                    try tx.run(StoreAnswer(question: question, fingerprint: once.fingerprint, answer: answer))
                    return Answered(answer: answer, isReplay: false)
                }
            }
        } catch let replay as Replay {
            return try once.answered(by: replay.stored)
        } catch let problem as any Problem {
            guard !(problem is KeyTaken), let answer = once.encodeProblem(problem) else { throw problem }
            try await transaction(in: city) { tx in
                try tx.run(StoreAnswer(question: question, fingerprint: once.fingerprint, answer: answer))
            }
            return Answered(answer: answer, isReplay: false)
        }
    }

    private func storedAnswer<T>(_ once: Once<T>, in city: CityID) async throws -> Answered {
        let question = FindAnswer(city: city, subject: once.subject, route: once.route, key: once.key)
        guard let stored = try await first(question, in: city) else { throw OnceProblem.inProgress }
        return try once.answered(by: stored)
    }
}

extension Once {
    fileprivate func answered(by stored: FindAnswer.Stored) throws -> Answered {
        guard stored.fingerprint == fingerprint else { throw OnceProblem.keyReused }
        return Answered(answer: stored.answer, isReplay: true)
    }
}

/// The question that a transaction asks with its first flush.
struct OnceCheck {
    let ticket: Int
}

/// Thrown through a transaction's closure: the answer exists, nothing is to be done.
struct Replay: Error {
    let stored: FindAnswer.Stored
}
