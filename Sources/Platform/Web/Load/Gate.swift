import Synchronization
import Vocabulary

/// Lets in as many requests at a time as the machine can work on, keeps a short line of others, and turns the rest away
/// at once: the less urgent first.
///
/// Work beyond capacity only makes all work late (Amazon Builders' Library, "Using load shedding to avoid overload").
/// So places, line and patience are bounded, and whoever is refused hears so before anything was done for them.
final class Gate: Sendable {
    /// A place inside, to be given back.
    struct Place: Sendable {
        let urgency: Urgency
        let isAnonymous: Bool
    }

    private struct Waiter {
        let number: Int
        let place: Place
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var inside = 0
        var anonymous = 0
        var exports = 0
        /// By urgency; the longest waiting first.
        var lines: [[Waiter]] = Array(repeating: [], count: Urgency.allCases.count)
        var waiting = 0
        var lastNumber = 0
    }

    private let width: Int
    private let patience: Duration
    private let state = Mutex(State())

    /// `width` requests at a time; twice as many may wait, for `patience` each.
    init(width: Int, patience: Duration) {
        self.width = width
        self.patience = patience
    }

    var inside: Int { state.withLock { $0.inside } }
    var waiting: Int { state.withLock { $0.waiting } }

    /// Suspends until there is a place; `false` where there is none in time.
    func enter(_ place: Place) async -> Bool {
        guard place.urgency != .health else { return true }
        if state.withLock({ take(place, &$0) }) { return true }
        return await withCheckedContinuation { continuation in
            let standing = state.withLock { queue(place, continuation, &$0) }
            standing.turnedAway?.resume(returning: false)
            if standing.isInside { continuation.resume(returning: true) }
            guard let number = standing.number else { return }
            Task {
                try? await Task.sleep(for: patience)
                state.withLock { remove(number, place.urgency, &$0) }?.resume(returning: false)
            }
        }
    }

    /// Takes back a place that was left for a moment, whether or not there is room: what was begun is finished.
    func enterAgain(_ place: Place) {
        guard place.urgency != .health else { return }
        state.withLock { count(place, &$0) }
    }

    func leave(_ place: Place) {
        guard place.urgency != .health else { return }
        let admitted = state.withLock { state in
            state.inside -= 1
            if place.isAnonymous { state.anonymous -= 1 }
            if place.urgency == .exports { state.exports -= 1 }
            return next(&state)
        }
        for waiter in admitted { waiter.resume(returning: true) }
    }

    private func mayEnter(_ place: Place, _ state: State) -> Bool {
        guard Double(state.inside) < Double(width) * place.urgency.share else { return false }
        // Anyone can ask without a name: half of the places are for those who gave one.
        guard !place.isAnonymous || state.anonymous < max(1, width / 2) else { return false }
        return place.urgency != .exports || state.exports < max(1, width / 8)
    }

    private func take(_ place: Place, _ state: inout State) -> Bool {
        guard mayEnter(place, state) else { return false }
        count(place, &state)
        return true
    }

    private func count(_ place: Place, _ state: inout State) {
        state.inside += 1
        if place.isAnonymous { state.anonymous += 1 }
        if place.urgency == .exports { state.exports += 1 }
    }

    private struct Standing {
        /// In the line.
        var number: Int?
        /// A place became free meanwhile.
        var isInside = false
        /// Who has to go: another, or the one that came.
        var turnedAway: CheckedContinuation<Bool, Never>?
    }

    private func queue(
        _ place: Place, _ continuation: CheckedContinuation<Bool, Never>, _ state: inout State
    ) -> Standing {
        if take(place, &state) { return Standing(isInside: true) }
        var turnedAway: CheckedContinuation<Bool, Never>?
        if state.waiting >= 2 * width {
            let lesser = Urgency.allCases.first { $0 < place.urgency && !state.lines[$0.rawValue].isEmpty }
            guard let lesser else { return Standing(turnedAway: continuation) }
            turnedAway = state.lines[lesser.rawValue].removeLast().continuation
            state.waiting -= 1
        }
        state.lastNumber += 1
        state.waiting += 1
        let waiter = Waiter(number: state.lastNumber, place: place, continuation: continuation)
        state.lines[place.urgency.rawValue].append(waiter)
        return Standing(number: state.lastNumber, turnedAway: turnedAway)
    }

    private func remove(
        _ number: Int, _ urgency: Urgency, _ state: inout State
    ) -> CheckedContinuation<Bool, Never>? {
        guard let position = state.lines[urgency.rawValue].firstIndex(where: { $0.number == number }) else {
            return nil
        }
        state.waiting -= 1
        return state.lines[urgency.rawValue].remove(at: position).continuation
    }

    /// Who gets in now: the most urgent first, of equals the one that waited longest.
    private func next(_ state: inout State) -> [CheckedContinuation<Bool, Never>] {
        var admitted: [CheckedContinuation<Bool, Never>] = []
        for urgency in Urgency.allCases.reversed() {
            while let position = state.lines[urgency.rawValue].firstIndex(where: { mayEnter($0.place, state) }) {
                let waiter = state.lines[urgency.rawValue].remove(at: position)
                state.waiting -= 1
                _ = take(waiter.place, &state)
                admitted.append(waiter.continuation)
            }
        }
        return admitted
    }
}
