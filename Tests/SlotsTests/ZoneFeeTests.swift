import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Slots

/// What a slot costs that has no price of its own.
@Suite struct ZoneFeeTests {
    @Test func `a slot without a fee costs what its zone costs when a place is held`() async throws {
        let town = try await SlotTown()
        defer { town.close() }
        var template = town.template()
        template.prices = PriceTable(otherwise: nil)
        try await town.make(template)
        try charge(500, freeFrom: 3000, in: town)
        let offer = try #require(try await town.offers().first)
        #expect(offer.slot.price == nil)
        #expect(offer.fee.cents == 500)
        #expect(try await town.offers(town.load(items: 30)).first?.fee == .zero)
        let first = try await town.slots.hold(town.wish(offer.slot.id, "anna"), in: town.city)
        try charge(250, freeFrom: nil, in: town)
        let second = try await town.slots.hold(town.wish(offer.slot.id, "max"), in: town.city)
        #expect(first.price == SlotPrice(fee: Money(cents: 500), freeFrom: Money(cents: 3000)))
        #expect(second.price == SlotPrice(fee: Money(cents: 250)))
        #expect(try await town.offers().first?.fee.cents == 250)
        // Making the slots again changes nothing: they still have no price of their own.
        try await town.slots.generate(in: town.city)
        #expect(try await town.offers().first?.slot.version == offer.slot.version)
    }

    private func charge(_ cents: Int64, freeFrom: Int64?, in town: SlotTown) throws {
        let free = freeFrom.map(String.init) ?? "NULL"
        try town.town.superuser().run("UPDATE zones SET fee_cents = \(cents), free_from_cents = \(free)")
    }
}
