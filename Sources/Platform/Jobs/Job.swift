import Foundation
import Postgres
import Vocabulary

/// Work promised inside a transaction and done after it, at least once. Its fields are the payload: ids, no names.
package protocol Job: Codable, Sendable {
    /// Feature and verb: `orders.expire-checkout`. Stored, so it never changes.
    static var kind: String { get }
}

extension Tx {
    /// Promises `job` with this transaction. With a `uniqueKey`, a second one of its kind is dropped while the first
    /// waits.
    package mutating func enqueue<J: Job>(_ job: J, at instant: Instant, uniqueKey: String? = nil) throws {
        guard let city else { throw Fault(.unexpected, "\(J.kind) was enqueued outside a city") }
        try run(
            EnqueueJob(
                city: city, id: .make(at: instant), kind: J.kind, payload: try JSONText(encoding: job),
                uniqueKey: uniqueKey, runAt: instant))
    }
}

/// One taken job, as its handler sees it.
package struct JobRun: Sendable {
    package let city: CityID
    package let id: ID<JobRun>
    package let attempt: Int
    let kind: String
    let payload: JSONText
    let attemptsMax: Int
    /// Rises each time the job is taken: whoever holds an older number has lost it.
    let fence: Int64

    /// Ends the job inside the handler's own transaction, so that effect and end are one. Throws `LeaseLost` where
    /// another worker has taken it over meanwhile.
    package func complete(in tx: inout Tx) throws {
        guard try tx.count(FinishJob(city: city, job: id, fence: fence)) == 1 else { throw LeaseLost() }
    }
}

/// Somebody else does this job by now; what was done here must not count.
package struct LeaseLost: Error {
    package init() {}
}

extension JSONText {
    init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try self.init(Array(encoder.encode(value)))
    }

    func decoded<T: Decodable>(as _: T.Type) throws -> T { try JSONDecoder().decode(T.self, from: Data(utf8)) }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = ID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no UUID"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
