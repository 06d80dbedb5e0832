import Foundation
import Testing
import Vocabulary

@testable import Retailers

@Suite struct HoursVectorTests {
    static let utc: Zone = {
        guard let zone = Zone("UTC") else { fatalError("no UTC") }
        return zone
    }()

    static func intervals(
        _ hours: OpeningHours, _ window: TimeWindow, _ holidays: HolidayCalendar
    ) -> [HoursVector.Interval] {
        HoursTimeline.intervals(in: window, zone: utc) { hours.plan(for: HoursDay($0, holidays: holidays)) }
            .map {
                HoursVector.Interval(
                    start: $0.window.start, end: $0.window.end, unknown: $0.effect == .unknown, comment: $0.comment)
            }
    }

    @Test func `at least 120 groups of the reference evaluator come out as written there`() throws {
        guard !HoursVector.all.isEmpty else { return }
        var right = 0
        var skipped: [String: Int] = [:]
        for (index, group) in HoursVector.all.enumerated() where group.kind == "intervals" {
            if let reason = group.skipReason {
                skipped[reason, default: 0] += 1
                continue
            }
            let window = TimeWindow(
                start: try HoursVector.instant(try #require(group.from)),
                end: try HoursVector.instant(try #require(group.to)))
            let holidays = HoursVector.calendar(of: group.region) ?? .none
            var agrees = true
            for value in group.values {
                do {
                    let hours = try OpeningHours(value, grammar: group.grammar)
                    let found = Self.intervals(hours, window, holidays)
                    if found != group.expected {
                        agrees = false
                        Issue.record("\(index) \(value): \(found.prefix(8)) not \((group.expected ?? []).prefix(8))")
                    }
                } catch {
                    agrees = false
                    Issue.record("\(index) \(value): refused at \(error.offset): \(error.sentence)")
                }
            }
            if agrees { right += 1 }
        }
        print("opening hours: \(right) groups agree, skipped: \(skipped)")
        #expect(right >= 120)
    }

    @Test func `everything the reference evaluator refuses is refused`() {
        for (index, group) in HoursVector.all.enumerated() where group.kind == "refuse" {
            for value in group.values {
                let taken = (try? OpeningHours(value, grammar: group.grammar)).map(\.description)
                #expect(taken == nil, "\(index) \(group.name): \(value)")
            }
        }
    }
}
