import Vocabulary

/// How one kind of job is done.
package struct JobHandler: Sendable {
    let kind: String
    /// The program runs it again and again, this long after each success; `nil` for jobs that are enqueued.
    let everySeconds: Int64?
    let run: @Sendable (JobRun) async throws -> Void

    /// Does jobs that actions enqueue.
    package init<J: Job>(_: J.Type, run: @escaping @Sendable (J, JobRun) async throws -> Void) {
        kind = J.kind
        everySeconds = nil
        self.run = { try await run($0.payload.decoded(as: J.self), $0) }
    }

    /// Does something in every city, over and over: expiry, retention, planning ahead.
    package init(
        everySeconds: Int64, kind: String, run: @escaping @Sendable (CityID) async throws -> Void
    ) {
        self.kind = kind
        self.everySeconds = everySeconds
        self.run = { try await run($0.city) }
    }
}
