import Vocabulary

@testable import Retailers

/// Made-up hours, every selector among them.
enum RandomHours {
    static func make(using random: inout Seeded) -> OpeningHours {
        OpeningHours(
            rules: (0..<Int.random(in: 1...4, using: &random)).map { index in
                var rule = rule(using: &random)
                rule.link = index == 0 ? .normal : [.normal, .additional, .fallback].randomElement(using: &random)!
                return rule
            })
    }

    private static func rule(using random: inout Seeded) -> HoursRule {
        var rule = HoursRule()
        if Int.random(in: 0..<4, using: &random) == 0 { rule.years = [YearSpan(from: 2024, to: 2025)] }
        if Int.random(in: 0..<3, using: &random) == 0 { rule.dates = dates(using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 { rule.weeks = [WeekSpan(from: 2, to: 30, step: 2)] }
        if Bool.random(using: &random) { rule.days = days(using: &random) }
        if Int.random(in: 0..<4, using: &random) > 0 {
            rule.times = (0..<Int.random(in: 1...3, using: &random)).map { _ in span(using: &random) }
        }
        rule.effect = [.open, .open, .open, .closed, .unknown].randomElement(using: &random)!
        if Int.random(in: 0..<4, using: &random) == 0 { rule.comment = "on the market" }
        return rule
    }

    private static func dates(using random: inout Seeded) -> [DateSpan] {
        let choices: [DateSpan] = [
            .months(Int.random(in: 1...12, using: &random), Int.random(in: 1...12, using: &random)),
            .days(DateAnchor(mark: .monthDay(12, 24)), DateAnchor(mark: .monthDay(1, 6)), step: 1),
            .days(DateAnchor(mark: .monthDay(5, 1)), DateAnchor(mark: .monthDay(5, 1)), step: 1),
            .days(DateAnchor(mark: .monthDay(2, 29)), DateAnchor(mark: .monthDay(3, 20)), step: 3),
            .days(DateAnchor(mark: .nth(3, 7, -1)), DateAnchor(mark: .nth(10, 7, -1), offsetDays: -1), step: 1),
        ]
        return [choices.randomElement(using: &random)!]
    }

    private static func days(using random: inout Seeded) -> [DayPick] {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
            switch Int.random(in: 0..<4, using: &random) {
            case 0: .holiday(HolidayPick(school: Bool.random(using: &random)))
            case 1:
                .nth(
                    Int.random(in: 1...7, using: &random), [1, -1], offsetDays: Int.random(in: -2...2, using: &random))
            default: .weekdays(Int.random(in: 1...7, using: &random), Int.random(in: 1...7, using: &random))
            }
        }
    }

    private static func span(using random: inout Seeded) -> TimeSpan {
        let from = Int.random(in: 0..<96, using: &random) * 15
        let to = from + Int.random(in: 1...96, using: &random) * 15
        return Int.random(in: 0..<6, using: &random) == 0
            ? TimeSpan(from: from, to: from, end: .open) : TimeSpan(from: from, to: to)
    }
}
