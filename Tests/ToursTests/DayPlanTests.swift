import Accounts
import Orders
import Testing
import Vocabulary

@testable import Tours

/// Planning a day, held against rules that were written apart from the solver.
@Suite struct DayPlanTests {
    private static let morning = Instant("2026-06-01T04:00:00Z")!

    private func at(_ hour: Double) -> Instant { Self.morning + Int64((hour - 6) * 3600) }

    private func window(_ from: Double, _ to: Double) -> TimeWindow { TimeWindow(start: at(from), end: at(to)) }

    private func place(_ north: Double, _ east: Double) -> Place { Place(latitude: 51 + north, longitude: 7 + east)! }

    private func shift(_ from: Double, _ to: Double, kilograms: Int64 = 40, crates: Int64 = 4) -> Shift {
        let vehicle = CourierVehicle(
            id: .make(at: Self.morning), name: "Rad",
            capacity: Cargo(grams: kilograms * 1000, litres: 120, crates: crates), metresPerHour: 15_000,
            isCooled: false)
        return Shift(
            id: .make(at: Self.morning), courier: .make(at: Self.morning), vehicle: vehicle, time: window(from, to),
            hub: place(0, 0))
    }

    private func delivery(
        _ label: String, to door: Place, from shops: [Place], _ window: TimeWindow, kilograms: Int64 = 5
    ) -> Delivery {
        let pickups = shops.enumerated().map { number, shop in
            Delivery.Pickup(
                order: .make(at: Self.morning), place: shop, label: "\(label)/\(number)",
                readyFrom: window.start - 5400,
                cargo: Cargo(grams: kilograms * 1000, litres: 10, crates: number == 0 ? 1 : 0))
        }
        return Delivery(
            purchase: .make(at: Self.morning), pickups: pickups, door: door, label: label, window: window,
            minimumAge: 0, codeHash: [])
    }

    private func plan(_ deliveries: [Delivery], _ shifts: [Shift], from now: Instant) -> DayPlan {
        DayPlan(deliveries, shifts, from: now, StraightLines(detourPercent: 130))
    }

    private func checker(_ deliveries: [Delivery], _ shifts: [Shift]) -> DayChecker {
        DayChecker(deliveries: deliveries, shifts: shifts, now: Self.morning, detourPercent: 130)
    }

    /// A day like a small town's: purchases at one to three of four shops.
    private func randomDay(_ seed: UInt64) -> [Delivery] {
        var dice = Dice(state: seed)
        func somewhere() -> Place {
            place(Double(dice.roll(41) - 20) / 1000, Double(dice.roll(41) - 20) / 1000)
        }
        let shops = (0..<4).map { _ in somewhere() }
        return (0..<7).map { number in
            let start = Double(9 + 2 * dice.roll(4))
            let own = (0...dice.roll(3)).map { shops[(number + $0) % shops.count] }
            return delivery("\(number)", to: somewhere(), from: own, window(start, start + 2), kilograms: 3)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a day breaks no rule, and the same day gives the same plan`(seed: UInt64) throws {
        let deliveries = randomDay(seed)
        let shifts = [shift(8, 14), shift(10, 19)]
        let (tours, left) = try plan(deliveries, shifts, from: Self.morning).solve()
        let flaws = checker(deliveries, shifts).flaws(tours, left: left.map(\.purchase.purchase))
        #expect(flaws == [], "seed \(seed)")
        #expect(!tours.isEmpty, "seed \(seed)")
        let (again, _) = try plan(deliveries, shifts, from: Self.morning).solve()
        #expect(again.map { $0.stops.map(\.begin) } == tours.map { $0.stops.map(\.begin) }, "seed \(seed)")
        #expect(again.map { $0.stops.map(\.label) } == tours.map { $0.stops.map(\.label) }, "seed \(seed)")
    }

    @Test func `the checker sees what it is for`() throws {
        let shifts = [shift(8, 14)]
        let one = delivery("a", to: place(0.01, 0), from: [place(0, 0.01), place(0, -0.01)], window(10, 12))
        let tour = try #require(try plan([one], shifts, from: Self.morning).solve().tours.first)
        let eyes = checker([one], shifts)
        #expect(eyes.flaws([tour], left: []) == [])
        #expect(eyes.flaws([], left: []).count == 1)
        #expect(eyes.flaws([tour], left: [one.purchase]).count == 1)
        let turned = PlannedTour(
            shift: tour.shift, departs: tour.departs, ends: tour.ends, travelSeconds: tour.travelSeconds,
            metres: tour.metres, stops: tour.stops.reversed())
        #expect(eyes.flaws([turned], left: []).contains("a: the drop is not the last"))
        let small = PlannedTour(
            shift: shift(8, 14, kilograms: 9), departs: tour.departs, ends: tour.departs, travelSeconds: 0, metres: 0,
            stops: tour.stops)
        let seen = eyes.flaws([small], left: [])
        #expect(seen.contains { $0.hasSuffix("more than fits") } && seen.contains("ends too early"))
    }

    @Test func `an over-full day says what stays behind and why`() throws {
        let (shop, door) = (place(0.02, 0), place(-0.02, 0))
        let rush = (0..<3).map { number in
            delivery("rush \(number)", to: door, from: [shop], window(10, 10.1), kilograms: 8)
        }
        let heavy = delivery("heavy", to: door, from: [shop], window(10, 12), kilograms: 12)
        let early = delivery("early", to: door, from: [shop], window(6.5, 7), kilograms: 1)
        let shifts = [shift(8, 14, kilograms: 10)]
        let deliveries = rush + [heavy, early]
        let (tours, left) = try plan(deliveries, shifts, from: Self.morning).solve()
        #expect(checker(deliveries, shifts).flaws(tours, left: left.map(\.purchase.purchase)) == [])
        let reasons = Dictionary(uniqueKeysWithValues: left.map { ($0.purchase.label, "\($0.reason)") })
        #expect(reasons["heavy"] == "tooLargeForEveryVehicle")
        #expect(reasons["early"] == "windowsCannotBeMet")
        #expect(left.count == 4, "two of the rush wait")
        for (label, reason) in reasons where label.hasPrefix("rush") {
            #expect(["capacityTaken", "timeTaken"].contains(reason), "\(label)")
        }
    }

    @Test func `without couriers everything is told as left over`() throws {
        let deliveries = randomDay(9)
        let (tours, left) = try plan(deliveries, [], from: Self.morning).solve()
        #expect(tours.isEmpty)
        #expect(left.map(\.purchase.purchase) == deliveries.map(\.purchase))
        #expect(Set(left.map { "\($0.reason)" }) == ["noVehicleMayTakeIt"])
    }

    @Test func `nothing starts before now`() throws {
        let one = delivery("a", to: place(0.01, 0), from: [place(0, 0.01)], window(10, 12))
        let shifts = [shift(8, 14)]
        let (tours, _) = try plan([one], shifts, from: at(11)).solve()
        #expect(try #require(tours.first).departs >= at(11))
        let (none, left) = try plan([one], shifts, from: at(12)).solve()
        #expect(none.isEmpty && left.count == 1)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed, the same day.
struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(sides))
    }
}
