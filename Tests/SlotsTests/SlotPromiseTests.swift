import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import Slots

/// Promises of the slot engine on a real database.
@Suite struct SlotPromiseTests {
    @Test func `making slots twice makes them once`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template())
        let before = try town.number("SELECT count(*) FROM slots")
        try await town.slots.generate(in: town.city)
        #expect(try town.number("SELECT count(*) FROM slots") == before)
        #expect(try town.number("SELECT sum(version) FROM slots") == before)
        #expect(before == 18)
    }

    @Test func `a slot is offered until its cutoff and until its last place is gone`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template(places: 1))
        let first = try await town.offers()[0].slot
        _ = try await town.slots.hold(town.wish(first.id, "anna"), in: town.city)
        #expect(try await town.offers().first?.slot.id != first.id)
        town.clock.set(first.cutoff - 1)
        #expect(try await town.slots.holds(of: Holder("anna"), in: town.city.id).isEmpty)
        #expect(try await town.slots.expire(in: town.city.id) == 1)
        #expect(try await town.offers().first?.slot.id == first.id)
        town.clock.set(first.cutoff)
        #expect(try await town.offers().first?.slot.id != first.id)
        await #expect(throws: SlotProblem.tooLate) {
            try await town.slots.hold(town.wish(first.id, "anna"), in: town.city)
        }
    }

    @Test func `an expired place goes to the next one, also before anybody sweeps`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template(places: 1))
        let slot = try await town.offers()[0].slot.id
        _ = try await town.slots.hold(town.wish(slot, "anna"), in: town.city)
        await #expect(throws: SlotProblem.full) {
            try await town.slots.hold(town.wish(slot, "bert"), in: town.city)
        }
        town.clock.advance(seconds: 600)
        let hold = try await town.slots.hold(town.wish(slot, "bert"), in: town.city)
        #expect(hold.holder == Holder("bert"))
        #expect(try town.number("SELECT booked FROM slots WHERE id = '\(slot)'") == 1)
    }

    @Test func `nobody can let go of somebody else's place`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template())
        let slot = try await town.offers()[0].slot.id
        let hold = try await town.slots.hold(town.wish(slot, "anna"), in: town.city)
        await #expect(throws: SlotProblem.holdUnknown) {
            try await town.slots.drop(hold.id, by: Holder("bert"), in: town.city.id)
        }
        try await town.slots.drop(hold.id, by: Holder("anna"), in: town.city.id)
        await #expect(throws: SlotProblem.holdUnknown) {
            try await town.slots.drop(hold.id, by: Holder("anna"), in: town.city.id)
        }
        #expect(try town.number("SELECT sum(booked) FROM slots") == 0)
    }

    @Test func `a third place for one resident is refused`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template())
        let slots = try await town.offers().map(\.slot.id)
        _ = try await town.slots.hold(town.wish(slots[0], "anna"), in: town.city)
        _ = try await town.slots.hold(town.wish(slots[1], "anna"), in: town.city)
        await #expect(throws: SlotProblem.tooManyHolds) {
            try await town.slots.hold(town.wish(slots[2], "anna"), in: town.city)
        }
    }

    @Test func `capacity is not lowered below what is booked, and the bookings are named`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        let template = town.template(places: 5)
        try await town.make(template)
        let slot = try await town.offers()[0].slot
        let hold = try await town.slots.hold(town.wish(slot.id, "anna"), in: town.city)
        let act = SlotAct(in: town.city, by: .system, on: 1)
        let named = [
            FieldProblem("/holds/\(hold.id)", "booked", "is held in slot \(slot.id)")
        ]
        await #expect(throws: SlotProblem.belowBooked(named)) {
            try await town.slots.change(slot.id, places: 0, state: nil, isPinned: nil, act)
        }
        await #expect(throws: SlotProblem.belowBooked(named)) {
            try await town.slots.change(template.id, act) { $0.places = 0 }
        }
        let closed = SlotException(
            id: .make(at: .monday), template: template.id, day: slot.day, change: .closed, reason: "Sturm", version: 1)
        await #expect(throws: SlotProblem.belowBooked(named)) { try await town.slots.add(closed, act) }
        #expect(try town.number("SELECT count(*) FROM slot_exceptions") == 0)
        await #expect(throws: SlotProblem.stale) {
            try await town.slots.change(template.id, SlotAct(in: town.city, by: .system, on: 7)) { $0.places = 9 }
        }
        let changed = try await town.slots.change(template.id, act) { $0.places = 1 }
        #expect(changed.version == 2)
        #expect(try town.number("SELECT max(places) FROM slots") == 1)
    }

    @Test func `a blackout stops new bookings, names the old ones, and ends without a trace`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template())
        let slot = try await town.offers()[0].slot
        let hold = try await town.slots.hold(town.wish(slot.id, "anna"), in: town.city)
        let blackout = Blackout(
            id: .make(at: .monday), method: nil, zone: nil, branch: nil, window: slot.window, reason: "Sturm",
            version: 1)
        let made = try await town.slots.add(blackout, SlotAct(in: town.city, by: .system))
        #expect(made.bookings.map(\.pointer) == ["/holds/\(hold.id)"])
        await #expect(throws: SlotProblem.notOpen) {
            try await town.slots.hold(town.wish(slot.id, "bert"), in: town.city)
        }
        try await town.slots.remove(blackout.id, SlotAct(in: town.city, by: .system, on: 1))
        #expect(try await town.offers().first?.slot.id == slot.id)
    }

    @Test func `a basket too large for a limit sees no slot, a smaller one does`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.limit(.items, 10, scope: PoolScope(branch: town.branch))
        try await town.make(town.template())
        #expect(try await town.offers(town.load(items: 11)).isEmpty)
        #expect(try await town.offers(town.load(items: 10)).count == 18)
        let slot = try await town.offers()[0].slot.id
        _ = try await town.slots.hold(town.wish(slot, "anna", items: 6), in: town.city)
        await #expect(throws: SlotProblem.limitReached) {
            try await town.slots.hold(town.wish(slot, "bert", items: 5), in: town.city)
        }
        #expect(try await town.offers(town.load(items: 5)).count == 12, "the limit is a day's")
    }

    @Test func `outside every zone nobody delivers, and a point finds its zone`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        try await town.make(town.template())
        let inside = SlotSearch(.place(Place(latitude: 51, longitude: 7)!), within: .days(4))
        let outside = SlotSearch(.place(Place(latitude: 53, longitude: 7)!), within: .days(4))
        #expect(try await town.slots.open(inside, in: town.city).zone?.slug == "mitte")
        await #expect(throws: SlotProblem.notServed) { try await town.slots.open(outside, in: town.city) }
    }

    @Test func `every statement can be prepared on the migrated schema`() async throws {
        let town = try await SlotTown(connections: 2)
        defer { town.close() }
        let session = try town.town.owner()
        for (number, statement) in Slots.statements.enumerated() {
            try session.run("PREPARE s\(number) AS \(statement.sql)")
            #expect(statement.sql.contains("city_id = $1") || statement.sql.contains("(city_id"), "\(statement)")
        }
    }
}
