import Synchronization

/// Remembers how much of each allowance is spent, in this process. One instant for each that is not full: the generic
/// cell rate algorithm (ITU-T I.371), a token bucket without a token.
final class RateLedger: Sendable {
    struct Standing: Equatable {
        /// How often still, at once.
        let left: Int
        /// Until the whole allowance is there again.
        let fullAfterSeconds: Int
        /// Not yet: only after this.
        let wait: Duration
    }

    private static let maxEntries = 200_000
    private static let seconds = 1_000_000_000.0
    private let spent = Mutex<[String: ContinuousClock.Instant]>([:])

    /// Spends one of `key`'s allowance; `nil` where nothing more can be remembered. What would have to wait longer than
    /// the rule's patience is not spent.
    func spend(_ rule: RateRule, _ key: String, at now: ContinuousClock.Instant = .now) -> Standing? {
        let window = Duration.seconds(rule.windowSeconds)
        let interval = window / rule.count
        return spent.withLock { spent in
            let arrival = max(spent[key] ?? now, now) + interval
            let wait = max(.zero, arrival - now - window)
            guard wait <= rule.patience else {
                return Standing(left: 0, fullAfterSeconds: Self.ceil(arrival - interval - now), wait: wait)
            }
            if spent.count >= Self.maxEntries, spent[key] == nil {
                spent = spent.filter { $0.value > now }
                guard spent.count < Self.maxEntries else { return nil }
            }
            spent[key] = arrival
            let left = max(.zero, window - (arrival - now)) / interval
            return Standing(left: Int(left + 1e-6), fullAfterSeconds: Self.ceil(arrival - now), wait: wait)
        }
    }

    /// Takes back what one `spend` took.
    func giveBack(_ rule: RateRule, _ key: String) {
        let interval = Duration.seconds(rule.windowSeconds) / rule.count
        spent.withLock { spent in
            if let arrival = spent[key] { spent[key] = arrival - interval }
        }
    }

    static func ceil(_ duration: Duration) -> Int { max(1, Int((duration / .seconds(1)).rounded(.up))) }
}
