import Testing
import Vocabulary

@Suite struct WordTests {
    @Test(
        arguments: [(1050, 700, 69), (1000, 1900, 160), (-1000, 1900, -160), (1, 700, 0), (8, 700, 1)]
            as [(Int64, Int64, Int64)])
    func `contained VAT is rounded half away from zero`(gross: Int64, rate: Int64, vat: Int64) {
        #expect(Money(cents: gross).vatContained(basisPoints: rate) == Money(cents: vat))
    }

    @Test func `scaling equals exact arithmetic on random amounts`() {
        var seed = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let cents = Int64.random(in: -1_000_000_000...1_000_000_000, using: &seed)
            let (over, by) = (
                Int64.random(in: 1...100_000, using: &seed), Int64.random(in: -50_000...50_000, using: &seed)
            )
            let product = cents * by
            let exact = (product.magnitude * 2 + UInt64(over)) / (2 * UInt64(over))
            let expected = product < 0 ? -Int64(exact) : Int64(exact)
            #expect(Money(cents: cents).scaled(by: by, over: over).cents == expected, "\(cents) × \(by) ÷ \(over)")
        }
    }

    @Test func `days and dates agree over four centuries`() throws {
        var day = try #require(CalendarDay(year: 1801, month: 1, day: 1))
        for year in 1801...2200 {
            for month in 1...12 {
                for date in 1...CalendarDay.length(of: month, in: year) {
                    #expect(day.parts == (year, month, date))
                    #expect(CalendarDay(year: year, month: month, day: date) == day)
                    day = day + 1
                }
            }
        }
    }

    @Test(arguments: [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")])
    func `Easter falls on its Sunday`(year: Int, date: String) {
        #expect(CalendarDay.easter(of: year).description == date)
        #expect(CalendarDay.easter(of: year).weekday == 7)
    }

    @Test(arguments: [
        ("2026-03-29T01:30:00Z", "2026-03-29T01:30:00.000Z"),
        ("2026-03-29T03:30:00.25+02:00", "2026-03-29T01:30:00.250Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("2024-02-29t12:00:00z", "2024-02-29T12:00:00.000Z"),
    ])
    func `instants are read with any offset and written in UTC`(text: String, written: String) throws {
        #expect(try #require(Instant(text)).description == written)
    }

    @Test(arguments: [
        "", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:60Z", "2026-13-01T00:00:00Z",
    ])
    func `what is no instant is refused`(text: String) { #expect(Instant(text) == nil) }

    @Test func `a clock change skips an hour in spring and repeats one in autumn`() throws {
        let berlin = try #require(Zone("Europe/Berlin"))
        let spring = try #require(CalendarDay("2026-03-29"))
        let autumn = try #require(CalendarDay("2026-10-25"))
        let day = { (start: CalendarDay) in
            berlin.instant(on: start + 1, second: 0).seconds(since: berlin.instant(on: start, second: 0))
        }
        #expect(day(spring) == 23 * 3600)
        #expect(day(autumn) == 25 * 3600)
        #expect(berlin.instant(on: spring, second: 9000).description == "2026-03-29T01:30:00.000Z")
        #expect(berlin.instant(on: autumn, second: 9000).description == "2026-10-25T00:30:00.000Z")
        #expect(berlin.clock(at: berlin.instant(on: autumn, second: 9000)) == (autumn, 9000))
    }

    @Test func `ids are ordered by time and read back from their text`() {
        let early = ID<Money>.make(at: Instant(seconds: 1_000))
        let late = ID<Money>.make(at: Instant(seconds: 2_000))
        #expect(early < late)
        #expect(ID<Money>(late.description.uppercased()) == late)
        #expect(Array(late.description)[14] == "7")
        for text in ["", "0190", late.description + "0", "g" + late.description.dropFirst()] {
            #expect(ID<Money>(text) == nil)
        }
    }

    @Test func `a degree of latitude is 111 kilometres`() throws {
        let south = try #require(Place(latitude: 50, longitude: 8))
        let north = try #require(Place(latitude: 51, longitude: 8))
        #expect((111_100...111_300).contains(south.metres(to: north)))
        #expect(Place(latitude: 91, longitude: 0) == nil)
        #expect(Place(latitude: .nan, longitude: 0) == nil)
    }
}
