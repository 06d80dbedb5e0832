import Cities
import Foundation
import Vocabulary

@testable import Retailers

/// One group of the reference evaluator's tests: spellings of one meaning, and when it is open.
struct HoursVector: Decodable {
    let kind: String
    let name: String
    let values: [String]
    let from: String?
    let to: String?
    let expected: [Interval]?
    let region: String?

    struct Interval: Decodable, Equatable, CustomStringConvertible {
        let start: Instant
        let end: Instant
        let unknown: Bool
        let comment: String?

        init(start: Instant, end: Instant, unknown: Bool, comment: String?) {
            (self.start, self.end, self.unknown, self.comment) = (start, end, unknown, comment)
        }

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            start = try HoursVector.instant(try list.decode(String.self))
            end = try HoursVector.instant(try list.decode(String.self))
            unknown = try list.decodeIfPresent(Bool.self) ?? false
            comment = try list.decodeIfPresent(String.self)
        }

        var description: String { "\(start)…\(end)\(unknown ? " unknown" : "")\(comment.map { " \($0)" } ?? "")" }
    }

    /// `2012-10-01 0:00`, read as if clocks there showed UTC; a day too many in a month is the first of the next.
    static func instant(_ text: String) throws -> Instant {
        if let instant = Instant(text) { return instant }
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 5, let first = CalendarDay(year: numbers[0], month: numbers[1], day: 1) else {
            throw HoursRefusal(0, "not a time: \(text)")
        }
        let day = first + (numbers[2] - 1)
        return Instant(seconds: Int64(day.daysSinceEpoch) * 86_400 + Int64(numbers[3] * 3600 + numbers[4] * 60))
    }

    static let folder = FileManager.default.currentDirectoryPath + "/../shared/data/commerce/products"

    /// Empty, with a printed reason, where the data are not at hand.
    static let all: [HoursVector] = {
        guard let text = try? String(contentsOfFile: folder + "/opening_hours_vectors.jsonl", encoding: .utf8) else {
            print("skipped: no opening_hours_vectors.jsonl beside the project")
            return []
        }
        return text.split(separator: "\n").map { line in
            do {
                return try JSONDecoder().decode(HoursVector.self, from: Data(line.utf8))
            } catch {
                fatalError("a vector cannot be read: \(error) in \(line)")
            }
        }
    }()

    var grammar: HoursGrammar {
        let times: HoursGrammar.Times =
            name.contains("wrong mode") || name.contains("mode === 2")
            ? .moments : name.contains("Points in time") || name.contains("mode === 1") ? .spansAndMoments : .spans
        return HoursGrammar(times: times, publicHolidays: region != nil, schoolHolidays: region != nil)
    }

    /// Why a group is not compared; nil where it is.
    var skipReason: String? {
        if values.isEmpty { return "no spelling given" }
        if values.contains(where: { $0.contains("sun") && !$0.contains("sunday") || $0.contains("dawn") }) {
            return "times of the sun"
        }
        if name.contains("Scotland") { return "holidays of a far country" }
        if let region, !region.hasPrefix("de_"), Self.calendar(of: region) == nil { return "holidays of a far country" }
        return nil
    }

    static func calendar(of region: String?) -> HolidayCalendar? {
        switch region {
        case "de_bw": HolidayCalendar(rules: Land.badenWuerttemberg.holidays.rules, school: FarHolidays.schoolOfBW)
        case "de_hb": HolidayCalendar(rules: Land.bremen.holidays.rules, school: FarHolidays.schoolOfHB)
        case "it": FarHolidays.italy
        case "se": FarHolidays.sweden
        case let state? where state.hasPrefix("us_"): FarHolidays.unitedStates(String(state.dropFirst(3)))
        default: nil
        }
    }
}
