import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import Web

/// Public answers are found out once a moment; nobody with a token gets another's.
struct KeptAnswersTests {
    @Test func `an answer is made once, by address and language, and never for a token`() async throws {
        let kept = KeptAnswers(seconds: 60)
        let kitchen = Kitchen()
        #expect(try await text(kept, "/v1/a?limit=2", kitchen) == "dish 1")
        #expect(try await text(kept, "/v1/a?limit=2", kitchen) == "dish 1")
        #expect(try await text(kept, "/v1/a?limit=3", kitchen) == "dish 2")
        #expect(try await text(kept, "/v1/b?limit=2", kitchen) == "dish 3")
        #expect(try await text(kept, "/v1/a?limit=2", kitchen, [.acceptLanguage: "en"]) == "dish 4")
        #expect(try await text(kept, "/v1/a?limit=2", kitchen, [.authorization: "Bearer x"]) == "dish 5")
        #expect(try await text(kept, "/v1/a?limit=2", kitchen) == "dish 1")
    }

    @Test func `who has the kept bytes is told so`() async throws {
        let kept = KeptAnswers(seconds: 60)
        let kitchen = Kitchen()
        let first = try await kept.answer(request("/a", [:])) { kitchen.dish() }
        let tag = try #require(first.headers[.eTag])
        let again = try await kept.answer(request("/a", [.ifNoneMatch: tag])) { kitchen.dish() }
        #expect(again.status == .notModified && again.body.isEmpty && again.headers[.eTag] == tag)
        let other = try await kept.answer(request("/a", [.ifNoneMatch: "\"x\""])) { kitchen.dish() }
        #expect(other.status == .ok && other.body == first.body)
    }

    @Test func `nothing is kept for longer than its moment, and no problem at all`() async throws {
        let never = KeptAnswers(seconds: 0)
        let kitchen = Kitchen()
        #expect(try await text(never, "/a", kitchen) == "dish 1")
        #expect(try await text(never, "/a", kitchen) == "dish 2")
        let short = KeptAnswers(seconds: 0.02)
        #expect(try await text(short, "/a", kitchen) == "dish 3")
        try await Task.sleep(for: .milliseconds(40))
        #expect(try await text(short, "/a", kitchen) == "dish 4")
        let long = KeptAnswers(seconds: 60)
        await #expect(throws: RequestProblem.self) {
            try await long.answer(request("/a", [:])) { throw RequestProblem.notFound }
        }
        #expect(try await text(long, "/a", kitchen) == "dish 5")
    }

    private func text(
        _ kept: KeptAnswers, _ path: String, _ kitchen: Kitchen, _ headers: HTTPFields = [:]
    ) async throws -> String {
        String(decoding: try await kept.answer(request(path, headers)) { kitchen.dish() }.body, as: UTF8.self)
    }

    private func request(_ path: String, _ headers: HTTPFields) -> Request {
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path, headerFields: headers)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    /// Makes another dish each time.
    private final class Kitchen: Sendable {
        private let made = Mutex(0)

        func dish() -> Answer {
            let number = made.withLock { made in
                made += 1
                return made
            }
            return Answer(bytes: Array("dish \(number)".utf8), type: "text/plain")
        }
    }
}
