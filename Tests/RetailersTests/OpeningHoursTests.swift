import Foundation
import Testing
import Vocabulary

@testable import Retailers

@Suite struct OpeningHoursTests {
    static let anything = HoursGrammar(times: .spansAndMoments, publicHolidays: true, schoolHolidays: true)

    @Test func `every string that mappers wrote in two towns is read or refused with its place`() throws {
        let path = HoursVector.folder + "/opening_hours_osm.tsv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return print("skipped: no opening_hours_osm.tsv beside the project")
        }
        var read = 0
        for line in text.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            do {
                let hours = try OpeningHours(String(columns[1]))
                #expect(try OpeningHours(hours.description) == hours)
                read += 1
            } catch {
                let refusal: HoursRefusal = error
                #expect(columns[0] == "collection_times", "\(columns[1]): \(refusal)")
                #expect(refusal.offset > 0 && refusal.offset < columns[1].count)
            }
        }
        #expect(read == 72)
    }

    @Test func `what is written is read again as the same`() throws {
        var count = 0
        for value in HoursVector.all.flatMap(\.values) {
            guard let hours = try? OpeningHours(value, grammar: Self.anything) else { continue }
            let written = hours.description
            let again = try? OpeningHours(written, grammar: Self.anything)
            #expect(again == hours, "\(value) was written as \(written)")
            #expect(again?.description == written)
            count += 1
        }
        print("round trip of \(count) spellings")
    }

    /// Each was once written as something else.
    @Test(arguments: [
        ("easter-Feb24/7", "easter-Feb 24/07"), ("Jan 01-Jan24/7", "Jan 01-Jan 24/07"),
        ("week 01-24/7", "week 01-24/07"),
        ("2024 easter-2024 easter", "2024 easter-2024 easter"), ("May-Sep 24/7", "May-Sep"),
    ])
    func `what could be read as always or as a list of years is written so that it is not`(
        text: String, written: String
    ) throws {
        let hours = try OpeningHours(text)
        #expect(hours.description == written)
        #expect(try OpeningHours(written) == hours)
    }

    @Test func `made-up rules survive being written and read`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(state: seed)
        for _ in 0..<3000 {
            let hours = RandomHours.make(using: &random)
            let written = hours.description
            let again = try OpeningHours(written, grammar: Self.anything)
            #expect(again == hours, "seed \(seed): \(written) came back as \(again)")
        }
    }

    @Test(arguments: [
        ("Mo-Fr 09:00-18:00; Xy 10:00-12:00", 19), ("Mo-Fr 09:00-18:60", 12), ("sunrise-sunset", 0),
        ("Mo 09:00-12:00 \"half", 15), ("Mo 25:00-26:00", 3), ("Mo-Fr 9:00-13:00 / 14:00", 17), ("24.12.-26.12.", 5),
        ("Mo,Tu, 10:00-12:00", 5), ("SH off", 0), ("Mo\u{0} 10:00-12:00", 2), ("☃", 0),
    ])
    func `a refusal names its place`(text: String, offset: Int) {
        let refusal = #expect(throws: HoursRefusal.self) { try OpeningHours(text) }
        #expect(refusal?.offset == offset, "\(text)")
    }

    @Test func `no text makes the reader crash`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(state: seed)
        print("seed \(seed)")
        let pieces = [
            "Mo", "-", ",", ";", " ", "10:00", "24", "/", "[", "]", "-1", "+", "PH", "SH", "Dec", "easter", "week",
            "2024",
            "off", "\"", "||", "day", ":", "26:00", "(", ".", "99999999999", "Feb", "30", "open", "24/7",
        ]
        for _ in 0..<20_000 {
            let count = Int(random.next() % 12)
            let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            guard let hours = try? OpeningHours(text, grammar: Self.anything) else { continue }
            #expect((try? OpeningHours(hours.description, grammar: Self.anything)) == hours, "\(text)")
            _ = hours.plan(for: HoursDay(CalendarDay(daysSinceEpoch: 20_000), holidays: .none))
        }
    }

    @Test func `schema-org hours are read and written`() throws {
        let hours = try OpeningHours(schemaOrg: ["Mo-Fr 09:00-12:00", "Mo,Tu 14:00-18:00", "Sa 20:00-02:00"])
        #expect(hours.description == "Mo-Fr 09:00-12:00, Mo,Tu 14:00-18:00, Sa 20:00-02:00")
        let week = try #require(ShopCalendar(hours: hours, holidays: .none).weeklySpecifications)
        #expect(
            week == [
                HoursSpecification(weekdays: [1, 2, 3, 4, 5], opens: 540, closes: 720),
                HoursSpecification(weekdays: [1, 2], opens: 840, closes: 1080),
                HoursSpecification(weekdays: [6], opens: 1200, closes: 120),
            ])
        let again = ShopCalendar(hours: try OpeningHours(specifications: week), holidays: .none)
        let plain = ShopCalendar(hours: hours, holidays: .none)
        for day in 20_000..<20_014 {
            let day = CalendarDay(daysSinceEpoch: day)
            #expect(again.plan(for: day).pieces.map(\.state.effect) == plain.plan(for: day).pieces.map(\.state.effect))
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
