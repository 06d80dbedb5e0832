import Accounts
import Catalogue
import Cities
import Postgres
import Retailers
import TestSupport
import Vocabulary

@testable import Orders
@testable import Slots

/// What shops of the town decide for themselves.
extension OrderTown {
    /// How a shop sells from now on.
    func sell(_ shop: Int, _ change: (inout SellingTerms) -> Void) async throws {
        let retailers = Retailers(database: town.pool, clock: clock.clock)
        var terms = try await retailers.sellingTerms(of: shops[shop], in: city.id)
        change(&terms)
        let act = Act(in: city, by: .system)
        _ = try await retailers.sell(under: terms, at: terms.version, by: shops[shop], with: act)
    }

    func open(_ shop: Int, _ hours: String) throws {
        try town.superuser().run("UPDATE branches SET hours = '\(hours)' WHERE id = '\(branches[shop])'")
    }

    /// Pickups at a shop, of every day from 8 to 20 o'clock, so many in each two hours.
    func openPickups(_ shop: Int, places: Int64 = 2) async throws {
        let template = SlotTemplate(
            id: .make(at: clock.now), name: "Abholung", place: .pickup(branches[shop]),
            pattern: SlotPattern(
                kind: .fixed, weekdays: [1, 2, 3, 4, 5, 6, 7], firstMinute: 480, lastMinute: 1200, widthMinutes: 120,
                stepMinutes: 120),
            horizonDays: 3, cutoff: .minutesBefore(60), leadMinutes: 0, onHolidays: .open, validFrom: nil,
            validUntil: nil, places: places, prices: PriceTable(otherwise: SlotPrice(fee: .zero)), isActive: true,
            version: 1)
        let city = city
        try await town.pool.transaction(in: city.id) { tx in
            try tx.run(PutTemplate(city: city.id, template: template))
        }
        try await doors[0].slots.generate(in: city)
    }

    /// The slots of pickups at a shop that can be had.
    func pickups(_ shop: Int) async throws -> [Slot] {
        let span = TimeWindow(start: clock.now, end: clock.now + 4 * 86_400)
        return try await doors[0].slots.open(SlotSearch(.pickup([branches[shop]]), within: span), in: city)
            .offers.map(\.slot)
    }

    /// Orders goods to be fetched in a shop, in its first slot.
    func orderPickup(_ holder: String, _ shop: Int, _ lines: [(ID<Offer>, Int64)]) async throws -> Purchase {
        guard let slot = try await pickups(shop).first else { throw NotPlaced(answer: "no slot") }
        let hold = try await doors[0].slots.hold(
            HoldWish(slot: slot.id, holder: Holder(holder), load: Load()), in: city)
        let checkout = try await checkOut(basket(holder, lines), holder, in: hold.id, confirmsAge: true)
        let answered = try await place(checkout, holder, key: hold.id.description)
        guard let id = ID<Purchase>(answered.text) else { throw NotPlaced(answer: answered.text) }
        return try await orders.purchase(id, of: holder, in: city.id)
    }

    /// Accepts (where nobody has), begins and finishes; `count` says how many of a line there were.
    func pack(_ order: RetailerOrder, count: (OrderLine) -> Int64 = { $0.sale.quantity }) async throws {
        if order.state == .placed {
            _ = try await orders.accept(order.id, of: order.retailer, in: city, by: staff())
        }
        _ = try await orders.startPicking(order.id, of: order.retailer, in: city, by: staff())
        let picks = order.lines.map { Pick(position: $0.position, count: count($0)) }
        _ = try await orders.finishPicking(order.id, of: order.retailer, picks, in: city, by: staff())
    }
}
