import Cities
import Testing
import Vocabulary

@testable import Retailers

@Suite struct ShopCalendarTests {
    static let berlin: Zone = {
        guard let zone = Zone("Europe/Berlin") else { fatalError("no Europe/Berlin") }
        return zone
    }()

    static func day(_ text: String) -> CalendarDay {
        guard let day = CalendarDay(text) else { fatalError("no day \(text)") }
        return day
    }

    /// What the clock shows, in Berlin.
    static func at(_ day: String, _ hour: Int, _ minute: Int = 0) -> Instant {
        berlin.instant(on: Self.day(day), second: hour * 3600 + minute * 60)
    }

    @Test(arguments: ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-24"])
    func `over every change of the clocks, made-up hours agree with asking each minute`(day: String) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(state: seed)
        let start = Self.at(day, 0) - 3600
        let minutes = 28 * 60
        let window = TimeWindow(start: start, end: start + Int64(minutes * 60))
        for _ in 0..<40 {
            let hours = RandomHours.make(using: &random)
            let calendar = ShopCalendar(hours: hours, holidays: Land.northRhineWestphalia.holidays)
            let intervals = calendar.intervals(in: window, zone: Self.berlin)
            var plans: [CalendarDay: HoursPlan] = [:]
            for minute in 0..<minutes {
                let now = start + Int64(minute * 60)
                let clock = Self.berlin.clock(at: now)
                let plan = plans[clock.day] ?? calendar.plan(for: clock.day)
                plans[clock.day] = plan
                let effect = plan.state(at: clock.second / 60).effect
                let found = intervals.first { $0.window.contains(now) }?.effect ?? .closed
                guard effect != found else { continue }
                Issue.record("seed \(seed): \(hours) at \(now): \(found), minute by minute \(effect)")
                return
            }
        }
    }

    @Test func `the next change is the first minute that differs`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(state: seed)
        for _ in 0..<60 {
            let hours = RandomHours.make(using: &random)
            let calendar = ShopCalendar(hours: hours, holidays: Land.saxony.holidays)
            let now = Self.at("2026-10-23", 20) + Int64.random(in: 0..<2000, using: &random) * 60
            let change = HoursTimeline.nextChange(after: now, zone: Self.berlin, plan: calendar.plan)
            func effect(_ instant: Instant) -> HoursRule.Effect {
                let clock = Self.berlin.clock(at: instant)
                return calendar.plan(for: clock.day).state(at: clock.second / 60).effect
            }
            let first = effect(now)
            let brute = (1..<4 * 1440).lazy.map { now + Int64($0 * 60) }.first { effect($0) != first }
            if let brute { #expect(change == brute, "seed \(seed): \(hours) from \(now)") }
            if let change, brute == nil { #expect(change >= now + 4 * 86_400 - 60, "seed \(seed): \(hours)") }
        }
    }

    @Test func `on the short day a shop is open for an hour less, on the long one for an hour more`() throws {
        let calendar = ShopCalendar(hours: try OpeningHours("Mo-Su 00:00-06:00"), holidays: .none)
        func seconds(_ day: String) -> Int64 {
            let window = TimeWindow(start: Self.at(day, 0), end: Self.at(day, 12))
            return calendar.intervals(in: window, zone: Self.berlin).map(\.window.durationSeconds).reduce(0, +)
        }
        #expect(seconds("2026-03-29") == 5 * 3600)
        #expect(seconds("2026-10-25") == 7 * 3600)
        #expect(seconds("2026-10-26") == 6 * 3600)
    }

    @Test func `closed on public holidays unless the shop says otherwise`() throws {
        let hours = try OpeningHours("Mo-Sa 09:00-18:00")
        let holidays = Land.northRhineWestphalia.holidays
        let corpusChristi = Self.at("2026-06-04", 10)
        #expect(!ShopCalendar(hours: hours, holidays: holidays).isOpen(at: corpusChristi, in: Self.berlin))
        let open = ShopCalendar(hours: hours, onHolidays: .usual, holidays: holidays)
        #expect(open.isOpen(at: corpusChristi, in: Self.berlin))
        let named = ShopCalendar(hours: try OpeningHours("Mo-Sa 09:00-18:00; PH 10:00-12:00"), holidays: holidays)
        #expect(named.isOpen(at: corpusChristi, in: Self.berlin))
        #expect(!named.isOpen(at: Self.at("2026-06-04", 13), in: Self.berlin))
        let berlin = ShopCalendar(hours: hours, holidays: Land.berlin.holidays)
        #expect(berlin.isOpen(at: corpusChristi, in: Self.berlin))
    }

    @Test func `dated closures and special openings stand above the week and the holidays`() throws {
        let sunday = DatedHours(
            first: Self.day("2026-12-06"), last: Self.day("2026-12-06"), spans: [TimeSpan(from: 780, to: 1080)])
        let stocktaking = DatedHours(first: Self.day("2026-12-28"), last: Self.day("2026-12-30"), spans: [])
        let calendar = ShopCalendar(
            hours: try OpeningHours("Mo-Fr 09:00-18:00"), holidays: Land.northRhineWestphalia.holidays,
            exceptions: [sunday, stocktaking])
        #expect(calendar.isOpen(at: Self.at("2026-12-06", 14), in: Self.berlin))
        #expect(!calendar.isOpen(at: Self.at("2026-12-06", 18), in: Self.berlin))
        #expect(!calendar.isOpen(at: Self.at("2026-12-29", 10), in: Self.berlin))
        #expect(calendar.isOpen(at: Self.at("2026-12-31", 10), in: Self.berlin))
        let status = calendar.status(at: Self.at("2026-12-23", 19), in: Self.berlin)
        #expect(status.changes == Self.at("2026-12-24", 9))
        let overHolidays = calendar.status(at: Self.at("2026-12-24", 19), in: Self.berlin)
        #expect(overHolidays.changes == Self.at("2026-12-31", 9))
    }

    @Test func `a closure leaves last night alone and takes this night away`() throws {
        let closed = DatedHours(first: Self.day("2026-05-06"), last: Self.day("2026-05-06"), spans: [])
        let calendar = ShopCalendar(
            hours: try OpeningHours("Mo-Su 20:00-02:00"), holidays: .none, exceptions: [closed])
        #expect(calendar.isOpen(at: Self.at("2026-05-06", 1), in: Self.berlin))
        #expect(!calendar.isOpen(at: Self.at("2026-05-06", 21), in: Self.berlin))
        #expect(!calendar.isOpen(at: Self.at("2026-05-07", 1), in: Self.berlin))
        #expect(calendar.isOpen(at: Self.at("2026-05-07", 21), in: Self.berlin))
    }

    @Test(arguments: [
        (Land.badenWuerttemberg, 12), (.bavaria, 12), (.berlin, 10), (.brandenburg, 12), (.bremen, 10), (.hamburg, 10),
        (.hesse, 10), (.lowerSaxony, 10), (.mecklenburgVorpommern, 11), (.northRhineWestphalia, 11),
        (.rhinelandPalatinate, 11), (.saarland, 12), (.saxony, 11), (.saxonyAnhalt, 11), (.schleswigHolstein, 10),
        (.thuringia, 11),
    ])
    func `each Land keeps as many holidays as its law names`(land: Land, count: Int) {
        let year = (0..<365).map { Self.day("2026-01-01") + $0 }
        #expect(year.filter { land.holidays.publicHoliday(on: $0) != nil }.count == count)
    }

    @Test(arguments: [
        (Land.saxony, "2026-11-18", "Buß- und Bettag"), (.saxony, "2027-11-17", "Buß- und Bettag"),
        (.berlin, "2018-03-08", ""), (.berlin, "2019-03-08", "Internationaler Frauentag"),
        (.bavaria, "2017-10-31", "Reformationstag"), (.bavaria, "2018-10-31", ""),
        (.hamburg, "2018-10-31", "Reformationstag"),
        (.hesse, "2026-06-04", "Fronleichnam"), (.brandenburg, "2026-05-24", "Pfingstsonntag"),
    ])
    func `holidays fall where the calendars say`(land: Land, day: String, name: String) {
        #expect(land.holidays.publicHoliday(on: Self.day(day)) ?? "" == name)
    }
}
