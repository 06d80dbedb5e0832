import Cities
import Slots
import Vocabulary

extension Search {
    /// The delivery slots of the coming days, zone by zone.
    func readTimes(_ zones: [DeliveryZone], in city: City) async throws -> DeliveryTimes {
        let now = clock.now()
        let span = TimeWindow(start: now, end: now + DeliveryTimes.days * 86_400)
        var byZone: [ID<DeliveryZone>: [Slot]] = [:]
        for zone in zones {
            do {
                let found = try await slots.open(SlotSearch(.zone(zone.slug), within: span), in: city)
                byZone[zone.id] = found.offers.map(\.slot)
            } catch SlotProblem.notServed {
                // The zone was taken away between two reads.
            }
        }
        return DeliveryTimes(byZone)
    }
}
