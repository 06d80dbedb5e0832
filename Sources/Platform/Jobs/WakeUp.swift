import Synchronization

/// Sleeps until it is rung for or a time is over. For one sleeper; a ring that finds nobody asleep is kept.
final class WakeUp: Sendable {
    private struct State {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        state.withLock { state in
            defer { state.sleeper = nil }
            if state.sleeper == nil { state.isRung = true }
            return state.sleeper
        }?.resume()
    }

    /// Returns at once where the task is cancelled.
    func sleep(atMost duration: Duration) async {
        let clock = Task {
            try? await Task.sleep(for: duration)
            if !Task.isCancelled { ring() }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleeper in
                let isAwake = state.withLock { state in
                    let isAwake = state.isRung || Task.isCancelled
                    state.isRung = false
                    if !isAwake { state.sleeper = sleeper }
                    return isAwake
                }
                if isAwake { sleeper.resume() }
            }
        } onCancel: {
            ring()
        }
        clock.cancel()
    }
}
