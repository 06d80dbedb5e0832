import Cities
import Postgres
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Slots

/// Residents, shops, operators and the clock, all at once and at random: nobody ever counts wrongly.
@Suite(.serialized) struct InterleavingTests {
    /// The sums that must agree at every moment in which nothing is under way.
    static let disagreements = """
        SELECT (SELECT count(*) FROM slots
                 WHERE booked > places OR booked <> (SELECT count(*) FROM slot_holds
                       WHERE slot_id = slots.id AND state IN ('held', 'booked', 'used')))
             + (SELECT count(*) FROM pools
                 WHERE booked > amount OR booked <> coalesce((SELECT sum(slot_debits.amount)
                       FROM slot_debits JOIN slot_holds ON slot_holds.id = slot_debits.hold_id
                       WHERE pool_id = pools.id AND state IN ('held', 'booked', 'used')), 0))
        """

    @Test(arguments: [UInt64(20_260_601), .random(in: 1...UInt64.max)])
    func `random holds, bookings, releases, moves, expiries and lower capacities keep every sum`(
        seed: UInt64
    ) async throws {
        print("interleaving, seed \(seed)")
        let town = try await SlotTown(connections: 16, doors: 2)
        defer { town.close() }
        try await town.limit(.orders, 40)
        try await town.limit(.items, 130, scope: PoolScope(retailer: town.retailer))
        try await town.make(town.template(places: 12, cutoff: .minutesBefore(0)))
        let slots = try await town.offers().prefix(8).map(\.slot.id)
        let crowd = Crowd(town: town, slots: slots)
        for round in 0..<6 {
            await withTaskGroup(of: Void.self) { group in
                for actor in 0..<12 {
                    group.addTask {
                        var generator = SeededGenerator(seed: seed &+ UInt64(round * 100 + actor))
                        for _ in 0..<15 { await crowd.act(by: actor, &generator) }
                    }
                }
            }
            #expect(try town.number(Self.disagreements) == 0, "seed \(seed), round \(round)")
            town.clock.advance(seconds: 240)
        }
        #expect(crowd.faults.isEmpty, "seed \(seed): \(crowd.faults.prefix(3))")
        print("interleaving, seed \(seed): \(crowd.summary)")
        #expect(crowd.done("book") > 0 && crowd.done("release") > 0 && crowd.done("move") > 0)
    }
}

/// What the crowd has done and what it holds.
private final class Crowd: Sendable {
    let town: SlotTown
    let slots: [ID<Slot>]
    private struct State {
        var held: [(ID<Hold>, Holder)] = []
        var booked: [(ID<Hold.Purchase>, Holder)] = []
        var done: [String: Int] = [:]
        var faults: [String] = []
    }
    private let state = Mutex(State())

    init(town: SlotTown, slots: [ID<Slot>]) {
        self.town = town
        self.slots = slots
    }

    var faults: [String] { state.withLock { $0.faults } }
    func done(_ act: String) -> Int { state.withLock { $0.done[act] ?? 0 } }
    var summary: String {
        state.withLock { $0.done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" } }.joined(separator: ", ")
    }

    func act(by actor: Int, _ generator: inout SeededGenerator) async {
        let door = town.doors[actor % 2]
        let choice = Int.random(in: 0..<100, using: &generator)
        let slot = slots.randomElement(using: &generator)!
        let amount = Int64.random(in: 0...14, using: &generator)
        let pick = Int.random(in: 0..<1_000_000, using: &generator)
        await note(
            choice < 45
                ? "hold"
                : choice < 65
                    ? "book"
                    : choice < 80
                        ? "release"
                        : choice < 86
                            ? "move"
                            : choice < 92 ? "expire" : "lower"
        ) { act in
            switch act {
            case "hold": try await self.hold(slot, "resident \(pick % 40)", items: amount, door)
            case "book": try await self.book(pick, items: amount, door)
            case "release": try await self.release(pick, door)
            case "move": try await self.move(pick, to: slot, door)
            case "expire": _ = try await door.expire(in: self.town.city.id, batch: 5)
            default: try await self.lower(slot, to: amount, door)
            }
        }
    }

    /// Problems are answers; only faults are failures.
    private func note(_ act: String, _ body: (String) async throws -> Void) async {
        do {
            try await body(act)
            state.withLock { $0.done[act, default: 0] += 1 }
        } catch let problem as any Problem {
            state.withLock { $0.done["\(act): \(problem.code)", default: 0] += 1 }
        } catch {
            state.withLock { $0.faults.append("\(act): \(error)") }
        }
    }

    private func hold(_ slot: ID<Slot>, _ holder: String, items: Int64, _ door: Slots) async throws {
        let hold = try await door.hold(town.wish(slot, holder, items: items), in: town.city)
        state.withLock { $0.held.append((hold.id, hold.holder)) }
    }

    private func takeHeld(_ pick: Int) throws -> (ID<Hold>, Holder) {
        try state.withLock { state in
            guard !state.held.isEmpty else { throw SlotProblem.holdUnknown }
            return state.held.remove(at: pick % state.held.count)
        }
    }

    private func book(_ pick: Int, items: Int64, _ door: Slots) async throws {
        let (hold, holder) = try takeHeld(pick)
        let city = town.city.id
        let now = town.clock.now
        let purchase = ID<Hold.Purchase>.make(at: now)
        let booking = Booking(purchase: purchase, holder: holder, load: town.load(items: items))
        try await door.database.transaction(in: city) { tx in
            let question = try LockedHold.ask(.hold(hold), carrying: booking.load, in: city, &tx)
            try LockedHold.answer(question, &tx).book(booking, at: now, in: city, &tx)
        }
        state.withLock { $0.booked.append((purchase, holder)) }
    }

    private func release(_ pick: Int, _ door: Slots) async throws {
        let city = town.city.id
        let now = town.clock.now
        if pick % 2 == 0, let booked = state.withLock({ $0.booked.isEmpty ? nil : $0.booked[pick % $0.booked.count] }) {
            let rest = town.load(items: Int64(pick % 5))
            try await door.database.transaction(in: city) { tx in
                let question = try LockedHold.ask(.placeOf(booked.0), carrying: rest, in: city, &tx)
                let place = try LockedHold.answer(question, &tx)
                if pick % 3 == 0 {
                    try place.keep(rest, in: city, &tx)
                } else {
                    try place.release(.cancelled, at: now, in: city, &tx)
                }
            }
        } else {
            let (hold, holder) = try takeHeld(pick)
            try await door.drop(hold, by: holder, in: city)
        }
    }

    private func move(_ pick: Int, to slot: ID<Slot>, _ door: Slots) async throws {
        guard let (purchase, holder) = state.withLock({ $0.booked.isEmpty ? nil : $0.booked[pick % $0.booked.count] })
        else { throw SlotProblem.holdUnknown }
        let city = town.city.id
        let now = town.clock.now
        let load = town.load(items: 3)
        let new = try await door.hold(HoldWish(slot: slot, holder: holder, load: load), in: town.city)
        let booking = Booking(purchase: purchase, holder: holder, load: load)
        try await door.database.transaction(in: city) { tx in
            let oldAsked = try LockedHold.ask(.placeOf(purchase), in: city, &tx)
            let newAsked = try LockedHold.ask(.hold(new.id), carrying: load, in: city, &tx)
            let old = try LockedHold.answer(oldAsked, &tx)
            let place = try LockedHold.answer(newAsked, &tx)
            try old.move(to: place, booking, at: now, in: city, &tx)
        }
    }

    private func lower(_ slot: ID<Slot>, to places: Int64, _ door: Slots) async throws {
        let version = try await door.slot(slot, in: town.city.id).version
        _ = try await door.change(
            slot, places: places, state: nil, isPinned: nil, SlotAct(in: town.city, by: .system, on: version))
    }
}
