import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Slots

/// What happened to many attempts at once.
private struct Tally {
    var taken = 0
    var refused: [String: Int] = [:]
    var broken: [String] = []

    mutating func count(_ result: Result<Void, any Error>) {
        switch result {
        case .success: taken += 1
        case .failure(let problem as any Problem): refused[problem.code, default: 0] += 1
        case .failure(let error): broken.append("\(error)")
        }
    }
}

/// `attempts` at once, told apart by number.
private func tally(_ attempts: Int, _ attempt: @escaping @Sendable (Int) async throws -> Void) async -> Tally {
    await withTaskGroup(of: Result<Void, any Error>.self) { group in
        for number in 0..<attempts {
            group.addTask {
                do { return .success(try await attempt(number)) } catch { return .failure(error) }
            }
        }
        var tally = Tally()
        for await result in group { tally.count(result) }
        return tally
    }
}

@Suite(.serialized) struct ParallelHoldTests {
    @Test func `500 parallel holds on 20 places give exactly 20, in two processes' pools of 16`() async throws {
        let town = try await SlotTown(connections: 16, doors: 2)
        defer { town.close() }
        try await town.make(town.template(places: 20))
        let slot = try await town.offers()[0].slot.id
        let tally = await tally(500) { number in
            _ = try await town.doors[number % 2].hold(town.wish(slot, "resident-\(number)"), in: town.city)
        }
        #expect(tally.taken == 20)
        #expect(tally.refused == ["slots/full": 480])
        #expect(tally.broken.isEmpty, "\(tally.broken.prefix(3))")
        #expect(try town.number("SELECT booked FROM slots WHERE id = '\(slot)'") == 20)
        #expect(try town.number("SELECT count(*) FROM slot_holds WHERE slot_id = '\(slot)'") == 20)
    }

    @Test func `a limit of items across three slots and 300 residents is kept to the item`() async throws {
        let town = try await SlotTown(connections: 16, doors: 2)
        defer { town.close() }
        try await town.limit(.items, 100)
        try await town.make(town.template(places: 500))
        let slots = try await town.offers().prefix(3).map(\.slot.id)
        let tally = await tally(300) { number in
            let wish = town.wish(slots[number % 3], "resident-\(number)", items: 7)
            _ = try await town.doors[number % 2].hold(wish, in: town.city)
        }
        #expect(tally.taken == 14)
        #expect(tally.refused == ["slots/limit-reached": 286])
        #expect(tally.broken.isEmpty, "\(tally.broken.prefix(3))")
        #expect(try town.number("SELECT max(booked) FROM pools") == 98)
    }

    @Test func `ten requests of one resident at once get two places`() async throws {
        let town = try await SlotTown(connections: 16, doors: 2)
        defer { town.close() }
        try await town.make(town.template(places: 100))
        let slots = try await town.offers().map(\.slot.id)
        let tally = await tally(10) { number in
            let wish = town.wish(slots[number % slots.count], "the same")
            _ = try await town.doors[number % 2].hold(wish, in: town.city)
        }
        #expect((1...2).contains(tally.taken))
        #expect(tally.refused == ["slots/too-many-holds": 10 - tally.taken])
        #expect(try town.number("SELECT sum(booked) FROM slots") == Int64(tally.taken))
    }

    @Test func `the naive way, in the same harness, sells more than there is`() async throws {
        let town = try await SlotTown(connections: 16, doors: 2)
        defer { town.close() }
        try await town.make(town.template(places: 20))
        let slot = try await town.offers()[0].slot.id
        let city = town.city.id
        let tally = await tally(500) { number in
            try await town.doors[number % 2].database.transaction(in: city) { tx in
                let taken = try tx.first(CountHolds(city: city, slot: slot)) ?? 0
                guard taken < 20 else { throw SlotProblem.full }
                try tx.run(Think(city: city))
                let hold = Hold(
                    id: .make(at: .monday), slot: slot, holder: Holder("resident-\(number)"), state: .held,
                    price: SlotPrice(fee: .zero), expires: .monday + 600, purchase: nil)
                try tx.run(InsertHold(city: city, hold: hold, ordinal: 1, now: .monday))
            }
        }
        print("the naive way sold \(tally.taken) of 20 places")
        #expect(tally.taken > 20, "the harness is too tame to prove anything")
    }
}

/// Reads before it writes: what safety.md, finding 4, warns of.
private struct CountHolds: Statement {
    static let sql = "SELECT count(*) FROM slot_holds WHERE city_id = $1 AND slot_id = $2 AND state = 'held'"
    let city: CityID
    let slot: ID<Slot>
    func bind(_ parameters: inout Parameters) { parameters.add(city, slot) }
    static func decode(_ row: inout Row) throws(Fault) -> Int { try row.next() }
}

/// A few milliseconds between looking and taking, as a checkout has them.
private struct Think: Statement {
    static let sql = "SELECT pg_sleep(0.005), $1::uuid"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}
