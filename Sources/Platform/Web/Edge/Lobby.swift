import Synchronization

/// Counts open connections, in all and of each address, over all event loops.
final class Lobby: Sendable {
    private struct State {
        var total = 0
        var byHousehold: [AddressBlock.Address: Int] = [:]
    }

    private let settings: EdgeSettings
    private let state = Mutex(State())

    init(_ settings: EdgeSettings) { self.settings = settings }

    var count: Int { state.withLock { $0.total } }

    /// Whether there is room for one more. Whoever was let in or not: `leave` when the connection is gone.
    func enter(_ address: AddressBlock.Address?) -> Bool {
        let isTrusted = address.map { address in settings.trustedProxies.contains { $0.contains(address) } } ?? true
        return state.withLock { state in
            state.total += 1
            let ofAddress = address.map { address in
                state.byHousehold[address.household, default: 0] += 1
                return state.byHousehold[address.household] ?? 0
            }
            return state.total <= settings.maxConnections
                && (isTrusted || (ofAddress ?? 0) <= settings.maxConnectionsPerAddress)
        }
    }

    func leave(_ address: AddressBlock.Address?) {
        state.withLock { state in
            state.total -= 1
            guard let household = address?.household, let count = state.byHousehold[household] else { return }
            state.byHousehold[household] = count > 1 ? count - 1 : nil
        }
    }
}
