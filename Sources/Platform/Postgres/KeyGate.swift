import Vocabulary

/// Lets one request a key through and has its twins wait outside, before they take a session. Five seconds at most.
actor KeyGate {
    private var waiting: [String: [Int: UnsafeContinuation<Bool, Never>]] = [:]
    private var tickets = 0

    func pass<T: Sendable>(_ key: String, _ body: @Sendable () async throws -> T) async throws -> T {
        guard await enter(key) else { throw OnceProblem.inProgress }
        defer { leave(key) }
        return try await body()
    }

    private func enter(_ key: String) async -> Bool {
        guard waiting[key] != nil else {
            waiting[key] = [:]
            return true
        }
        tickets += 1
        let ticket = tickets
        Task {
            try? await Task.sleep(for: .seconds(5))
            self.giveUp(key, ticket)
        }
        return await withUnsafeContinuation { waiting[key]?[ticket] = $0 }
    }

    private func leave(_ key: String) {
        guard let next = waiting[key]?.min(by: { $0.key < $1.key }) else {
            waiting[key] = nil
            return
        }
        waiting[key]?[next.key] = nil
        next.value.resume(returning: true)
    }

    private func giveUp(_ key: String, _ ticket: Int) {
        waiting[key]?.removeValue(forKey: ticket)?.resume(returning: false)
    }
}
