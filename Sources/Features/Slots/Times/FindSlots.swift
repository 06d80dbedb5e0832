import Cities
import Postgres
import Retailers
import Vocabulary

/// What somebody looks for.
package struct SlotSearch: Sendable {
    package enum Target: Sendable {
        /// Delivery to a point of the map.
        case place(Place)
        /// Delivery into a zone, by its slug.
        case zone(String)
        /// Pickup at these branches.
        case pickup([ID<Branch>])
    }

    package let target: Target
    /// Slots that begin in this time.
    package let span: TimeWindow
    /// The shops of the basket and when they can have it ready.
    package var shops: [ShopReadiness] = []

    package init(_ target: Target, within span: TimeWindow, shops: [ShopReadiness] = []) {
        self.target = target
        self.span = span
        self.shops = shops
    }
}

/// A slot that can be booked now, and what it costs this basket.
package struct SlotOffer: Sendable, Equatable {
    package let slot: Slot
    package let price: SlotPrice
    package let fee: Money
}

/// The answer to a search: where, and the slots by start.
package struct SlotOffers: Sendable {
    /// `nil` for pickups.
    package let zone: DeliveryZone?
    package let offers: [SlotOffer]
}

extension Slots {
    /// The slots that `load` can really have now: open, in time, with room in the slot and every pool, the shops ready.
    /// Empty in a pause of the city or the zone. Throws `.notServed` where nobody delivers.
    package func open(_ search: SlotSearch, for load: Load = Load(), in city: City) async throws -> SlotOffers {
        let now = clock.now()
        let zone = try await zone(of: search.target, in: city)
        var branches: [ID<Branch>] = []
        if case .pickup(let wanted) = search.target { branches = wanted }
        let isPaused = !city.takesOrders(at: now) || zone?.pause?.isOn(at: now) ?? false
        guard !isPaused else { return SlotOffers(zone: zone, offers: []) }
        let slots = try await database.read(
            FindOpenSlots(city: city.id, zone: zone?.id, branches: branches, span: search.span, now: now))
        let pools = try await database.read(
            FindPoolsBetween(city: city.id, span: search.span, zone: zone?.id, load: load))
        let offers = slots.lazy
            .filter { slot in slot.refusal(at: now) == nil && pools.allSatisfy { $0.fits(load, in: slot) } }
            .filter { slot in search.shops.allSatisfy { $0.suits(slot, from: now) } }
            .map { slot in
                let price = slot.price(in: zone?.price)
                return SlotOffer(slot: slot, price: price, fee: price.fee(forGoods: load.goods))
            }
        return SlotOffers(zone: zone, offers: Array(offers))
    }

    private func zone(of target: SlotSearch.Target, in city: City) async throws -> DeliveryZone? {
        let zones: [DeliveryZone]
        switch target {
        case .pickup: return nil
        case .place, .zone: zones = try await cities.zones(of: city.id)
        }
        let found: DeliveryZone? =
            switch target {
            case .place(let place): zones.serving(place)
            case .zone(let slug): zones.first { $0.slug == slug }
            case .pickup: nil
            }
        guard let found else { throw SlotProblem.notServed }
        return found
    }
}
