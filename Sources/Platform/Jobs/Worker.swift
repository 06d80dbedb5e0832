import Logging
import Postgres
import ServiceLifecycle
import Vocabulary

/// Takes jobs of all cities and does them, a few at a time, until it is told to stop; what it has taken it finishes.
///
/// A job is taken with a lease that a heartbeat extends; a worker that dies or stalls loses it, and its fence number
/// keeps it from ending a job that another one does by then.
package struct Worker: Service {
    static let leaseSeconds: Int64 = 30
    static let heartbeatSeconds = 10
    /// How long it sleeps at most when nobody rings: jobs whose time comes ring no bell.
    private static let pollMilliseconds = 500

    let database: Database
    let clock: Clock
    let handlers: [String: JobHandler]
    let cities: @Sendable () async throws -> [CityID]
    let width: Int
    let log: Logger

    /// `cities`: where recurring jobs run. `width`: how many jobs at once.
    package init(
        database: Database, clock: Clock, handlers: [JobHandler], width: Int = 4, log: Logger,
        cities: @escaping @Sendable () async throws -> [CityID]
    ) {
        self.database = database
        self.clock = clock
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
        self.cities = cities
        self.width = width
        self.log = log
    }

    package func run() async throws {
        let wakeUp = WakeUp()
        database.doorbell.listen { wakeUp.ring() }
        await cancelWhenGracefulShutdown {
            var plannedAt = Instant(seconds: 0)
            while !Task.isCancelled {
                do {
                    if clock.now().seconds(since: plannedAt) >= 60 {
                        try await planRecurring()
                        plannedAt = clock.now()
                    }
                    if try await doDue() > 0 { continue }
                } catch {
                    log.warning("jobs wait for the database", metadata: ["reason": "\(error)"])
                }
                await wakeUp.sleep(atMost: .milliseconds(Self.pollMilliseconds))
            }
        }
    }

    /// Does what is due now, once; answers how many jobs that were.
    @discardableResult
    package func doDue() async throws -> Int {
        var done = 0
        for city in try await database.read(CitiesWithWork(now: clock.now())) {
            let runs = try await claim(in: city)
            done += runs.count
            await withTaskGroup { group in
                for run in runs { group.addTask { await self.perform(run) } }
            }
        }
        return done
    }

    /// Makes sure that every city has one waiting job of each recurring kind.
    package func planRecurring() async throws {
        let now = clock.now()
        let recurring = handlers.values.filter { $0.everySeconds != nil }
        for city in try await cities() where !recurring.isEmpty {
            try await database.transaction(in: city) { tx in
                for handler in recurring {
                    try tx.run(
                        EnqueueJob(
                            city: city, id: .make(at: now), kind: handler.kind, payload: JSONText(Array("{}".utf8)),
                            uniqueKey: "recurring", runAt: now))
                }
            }
        }
    }

    private func claim(in city: CityID) async throws -> [JobRun] {
        let now = clock.now()
        let claim = ClaimJobs(
            city: city, now: now, leaseUntil: now + Self.leaseSeconds, kinds: Array(handlers.keys), limit: width)
        return try await database.transaction(in: city) { tx in try tx.rows(claim) }.map { $0.run(in: city) }
    }

    private func perform(_ run: JobRun) async {
        guard let handler = handlers[run.kind] else { return }
        let heartbeat = Task { await beat(run) }
        defer { heartbeat.cancel() }
        do {
            // The stop of the service must not tear a job apart: it runs outside the cancelled task.
            try await Task.detached { try await handler.run(run) }.value
            try await settle(run, handler, error: nil)
        } catch is LeaseLost {
            log.notice("a job was taken over", metadata: ["kind": "\(run.kind)", "job": "\(run.id)"])
        } catch {
            log.warning("a job failed", metadata: ["kind": "\(run.kind)", "job": "\(run.id)", "error": "\(error)"])
            try? await settle(run, handler, error: "\(error)")
        }
    }

    private func beat(_ run: JobRun) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))
            if Task.isCancelled { return }
            let until = clock.now() + Self.leaseSeconds
            let lease = ExtendLease(city: run.city, job: run.id, fence: run.fence, until: until)
            try? await database.transaction(in: run.city) { tx in try tx.run(lease) }
        }
    }

    /// Deletes a done job (a handler that completed it itself left nothing to delete), plans a recurring one anew,
    /// puts a failed one back, or among the dead letters after its last attempt.
    private func settle(_ run: JobRun, _ handler: JobHandler, error: String?) async throws {
        let now = clock.now()
        let again = handler.everySeconds
        try await database.transaction(in: run.city) { tx in
            if let error {
                let isDead = again == nil && run.attempt >= run.attemptsMax
                let at = now + Self.pauseSeconds(after: run.attempt)
                try tx.run(
                    ReturnJob(run: run, state: isDead ? "dead" : "ready", at: at, error: String(error.prefix(500))))
            } else if let again {
                try tx.run(ReturnJob(run: run, state: "ready", at: now + again, error: nil))
            } else {
                try tx.run(FinishJob(city: run.city, job: run.id, fence: run.fence))
            }
        }
    }

    /// Doubles from a second to an hour, with jitter.
    static func pauseSeconds(after attempt: Int) -> Int64 {
        let ceiling = min(3600, Int64(1) << min(attempt, 12))
        return Int64.random(in: (ceiling + 1) / 2...ceiling)
    }
}
