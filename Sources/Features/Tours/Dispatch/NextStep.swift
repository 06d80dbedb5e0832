import Postgres
import Vocabulary
import Web

/// How it goes on after a failed stop.
package enum NextStep: String, Stored, CaseIterable, Sendable {
    /// The same stop once more, later on the tour.
    case retry
    /// A neighbour took the goods: they have arrived.
    case neighbour
    /// The goods go back to their shops.
    case `return`
    /// The rest is brought without what could not be fetched.
    case without
}

extension StopFailure {
    /// What may follow the failure. This table is the whole rule.
    func nextSteps(_ kind: Stop.Kind) -> [NextStep] {
        switch (self, kind) {
        case (.nobodyHome, _): [.retry, .neighbour, .return]
        case (.addressNotFound, _), (.tooYoung, _): [.retry, .return]
        case (.refused, _), (.damaged, .drop): [.return]
        case (.shopClosed, .return): [.retry]
        case (.shopClosed, _), (.goodsMissing, _): [.retry, .without]
        case (.damaged, _): [.without]
        }
    }
}

extension Stop {
    /// What may be chosen now; empty where nothing is to choose.
    var nextSteps: [NextStep] {
        guard state == .failed, nextStep == nil, let failure else { return [] }
        return failure.nextSteps(kind)
    }
}

extension Collection<Stop> {
    /// Whether goods are aboard for which nobody has said how it goes on.
    var awaitsNextStep: Bool {
        contains { stop in
            guard stop.state == .failed, stop.nextStep == nil, stop.kind != .pickup else { return false }
            return stop.kind == .return || hasAboard(stop.consignment)
        }
    }

    /// Whether something of the consignment was fetched.
    func hasAboard(_ consignment: ID<Consignment>) -> Bool {
        contains { $0.consignment == consignment && $0.kind == .pickup && $0.state == .done }
    }

    /// Whether the tour has nothing more to do.
    var isRidden: Bool { allSatisfy(\.isSettled) && !awaitsNextStep }
}

extension NextStep: JSONReadable, JSONWritable {}
