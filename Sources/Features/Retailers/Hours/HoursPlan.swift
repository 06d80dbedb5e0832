import Vocabulary

/// One day, minute by minute of the clock on the wall: pieces without gaps from 0:00 to 24:00.
package struct HoursPlan: Hashable, Sendable {
    package struct State: Hashable, Sendable {
        package var effect: HoursRule.Effect
        package var comment: String?
        /// Began on the evening before.
        package var fromYesterday = false
        /// After a time written as `17:00+`: open, but until when is a guess.
        package var isOpenEnd = false

        package static let closed = State(effect: .closed)
        /// What a directory shows as open.
        package var isOpen: Bool { effect == .open || isOpenEnd }
    }

    package struct Piece: Hashable, Sendable {
        package var from: Int
        package var to: Int
        package var state: State
    }

    package private(set) var pieces: [Piece]

    package init(_ state: State = .closed) { pieces = [Piece(from: 0, to: 1440, state: state)] }

    package func state(at minute: Int) -> State {
        for piece in pieces where minute < piece.to { return piece.state }
        return .closed
    }

    /// Lays `state` over `from ..< to`; `where` decides piece by piece.
    package mutating func lay(_ state: State, from: Int, to: Int, where covers: (State) -> Bool = { _ in true }) {
        guard from < to else { return }
        if from == 0, to == 1440, pieces.count == 1 {
            if covers(pieces[0].state) { pieces[0].state = state }
            return
        }
        var result: [Piece] = []
        result.reserveCapacity(pieces.count + 2)
        for piece in pieces {
            guard piece.from < to, from < piece.to, covers(piece.state) else {
                result.append(piece)
                continue
            }
            if piece.from < from { result.append(Piece(from: piece.from, to: from, state: piece.state)) }
            result.append(Piece(from: max(piece.from, from), to: min(piece.to, to), state: state))
            if to < piece.to { result.append(Piece(from: to, to: piece.to, state: piece.state)) }
        }
        pieces = result
    }
}

extension OpeningHours {
    /// What an open end says where its rule says nothing.
    package static let openEndComment = "Specified as open end. Closing time was guessed."

    /// What the rules say of this day. The order of things follows the reference evaluator: a later rule that selects
    /// the day replaces the earlier ones (what began the evening before included), `off` is laid over them.
    package func plan(for day: HoursDay) -> HoursPlan {
        var plan = HoursPlan()
        let yesterday = rules.contains(where: \.spillsOver) ? HoursDay(day.day - 1, holidays: day.holidays) : nil
        var previousHasDates = true
        for rule in rules {
            let today = rule.selects(day)
            if today.matches {
                let replaces = rule.effect != .closed && rule.link == .normal
                if replaces, rule.hasDates || (rule.effect == .open && !previousHasDates) { plan = HoursPlan() }
                rule.lay(over: &plan, today: true, holiday: today.holiday)
            }
            previousHasDates = rule.hasDates
            guard rule.spillsOver, let yesterday else { continue }
            let before = rule.selects(yesterday)
            if before.matches { rule.lay(over: &plan, today: false, holiday: nil) }
        }
        return plan
    }
}

extension HoursRule {
    var spillsOver: Bool { times.contains { spans(of: $0).contains { $0.to > 1440 } } }

    fileprivate func lay(over plan: inout HoursPlan, today: Bool, holiday: String?) {
        let usual = HoursPlan.State(effect: effect, comment: comment ?? holiday, fromYesterday: !today)
        if times.isEmpty { return lay(usual, over: &plan, from: 0, to: 1440) }
        for span in times {
            for piece in spans(of: span) {
                var state = usual
                if piece.guessed, effect != .closed {
                    state.effect = .unknown
                    state.comment = comment ?? OpeningHours.openEndComment
                    state.isOpenEnd = effect == .open
                }
                let shift = today ? 0 : 1440
                lay(state, over: &plan, from: max(0, piece.from - shift), to: min(1440, piece.to - shift))
            }
        }
    }

    private func lay(_ state: HoursPlan.State, over plan: inout HoursPlan, from: Int, to: Int) {
        if link == .fallback {
            plan.lay(state, from: from, to: to) { $0.effect == .closed }
        } else {
            plan.lay(state, from: from, to: to)
        }
    }

    /// Minutes from the day's midnight. How long an open end lasts is the reference evaluator's guess: 8 hours from
    /// 22:00 on, 10 from 17:00 on, else until midnight; a later time in the same rule ends it.
    private func spans(of span: TimeSpan) -> [(from: Int, to: Int, guessed: Bool)] {
        switch span.end {
        case .at: return [(span.from, span.to, false)]
        case .moments(0): return [(span.from, span.from + 1, false)]
        case .moments(let period):
            return Swift.stride(from: span.from, through: span.to, by: period).map { ($0, $0 + 1, false) }
        case .open:
            let start = span.to
            var end = start >= 22 * 60 ? start + 480 : start >= 17 * 60 ? start + 600 : 1440
            if let next = times.map(\.from).filter({ $0 > start }).min() { end = min(end, next) }
            let guess = (start, end, true)
            return span.from == span.to ? [guess] : [(span.from, span.to, false), guess]
        }
    }
}
