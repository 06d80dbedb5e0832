import Synchronization
import Vocabulary

/// One condition of being open: its name and what holds it back (`nil` when nothing does).
package struct ReadinessCheck: Sendable {
    package let name: String
    package let obstacle: @Sendable () async -> String?

    package init(_ name: String, obstacle: @escaping @Sendable () async -> String?) {
        self.name = name
        self.obstacle = obstacle
    }
}

/// Whether this process should get requests. Checks run at most once a second (ten times while not ready), by one
/// request; the others read what it found.
package final class Readiness: Sendable {
    /// One check's finding; `obstacle` is `nil` where it passed.
    package struct Finding: Sendable {
        package let name: String
        package let obstacle: String?
    }
    private struct State {
        var findings: [Finding] = []
        var checked: ContinuousClock.Instant?
        var checking = false
        var draining = false
    }

    private let checks: [ReadinessCheck]
    private let state = Mutex(State())

    package init(checks: [ReadinessCheck]) { self.checks = checks }

    /// From now on not ready, for good: the process is about to stop.
    package func drain() { state.withLock { $0.draining = true } }
    package var isDraining: Bool { state.withLock { $0.draining } }

    package var isReady: Bool {
        get async {
            guard !isDraining else { return false }
            return await findings.allSatisfy { $0.obstacle == nil }
        }
    }

    /// Returns once it is ready; throws where the task is cancelled before.
    package func wait() async throws {
        while await !isReady { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// What each check found within the last second.
    package var findings: [Finding] {
        get async {
            let now = ContinuousClock.now
            let cached: [Finding]? = state.withLock { state in
                // Becoming ready is to be seen soon.
                let isOpen = state.findings.allSatisfy { $0.obstacle == nil }
                let fresh = state.checked.map { now - $0 < (isOpen ? .seconds(1) : .milliseconds(100)) } ?? false
                if fresh || (state.checking && state.checked != nil) { return state.findings }
                state.checking = true
                return nil
            }
            if let cached { return cached }
            let findings = await askAll()
            state.withLock { state in
                state.findings = findings
                state.checked = .now
                state.checking = false
            }
            return findings
        }
    }

    /// All at once, so that the whole takes a second at most; in the order of the checks.
    private func askAll() async -> [Finding] {
        await withTaskGroup(of: (Int, Finding).self) { group in
            for (position, check) in checks.enumerated() {
                group.addTask { (position, Finding(name: check.name, obstacle: await Self.ask(check))) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// A check that hangs is an obstacle itself; it is left behind, for what hangs cannot be cancelled.
    private static func ask(_ check: ReadinessCheck) async -> String? {
        await withCheckedContinuation { continuation in
            let first = FirstAnswer(continuation)
            Task { first.give(await check.obstacle()) }
            Task {
                try? await Task.sleep(for: .seconds(1))
                first.give("no answer within a second")
            }
        }
    }
}

/// Takes the first of two answers.
private final class FirstAnswer: Sendable {
    private let waiting: Mutex<CheckedContinuation<String?, Never>?>

    init(_ continuation: CheckedContinuation<String?, Never>) { waiting = Mutex(continuation) }

    func give(_ answer: String?) {
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: answer)
    }
}
