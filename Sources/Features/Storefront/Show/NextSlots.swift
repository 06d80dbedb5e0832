import Cities
import Slots
import Vocabulary

extension Storefront {
    private static let shown = 6
    private static let lookAheadSeconds: Int64 = 3 * 86_400

    /// The next windows with room for a small basket, all zones together, the earliest first.
    func nextSlots(in zones: [DeliveryZone], _ visit: Visit) async throws -> [SlotCard] {
        let span = TimeWindow(start: visit.now, end: visit.now + Self.lookAheadSeconds)
        var free: [(zone: DeliveryZone, offer: SlotOffer)] = []
        for zone in zones {
            let found = try await slots.open(SlotSearch(.zone(zone.slug), within: span), in: visit.city)
            free += found.offers.prefix(Self.shown).map { (zone, $0) }
        }
        free.sort { ($0.offer.slot.window.start, $0.zone.slug) < ($1.offer.slot.window.start, $1.zone.slug) }
        return free.prefix(Self.shown).map { SlotCard($0.offer, to: $0.zone, visit) }
    }
}

extension SlotCard {
    init(_ offer: SlotOffer, to zone: DeliveryZone, _ visit: Visit) {
        let wording = visit.wording
        let slot = offer.slot
        self.init(
            day: wording.day(slot.window.start, in: visit.city.zone, now: visit.now),
            time: wording.hours(slot.window, in: visit.city.zone), zone: zone.name,
            places: wording.text(.places, ["count": String(slot.places - slot.booked)]),
            fee: offer.fee == .zero ? wording[.free] : wording.text(.delivery, ["fee": wording.money(offer.fee)]))
    }
}
