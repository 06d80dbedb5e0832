import Cities
import Vocabulary
import Web

/// The slots somebody can have, and the zone they are for.
package struct SlotOffersView: View {
    let found: SlotOffers
    let zone: Zone

    package init(found: SlotOffers, zone: Zone) {
        self.found = found
        self.zone = zone
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            if let zone = found.zone {
                $0.object("zone") {
                    $0.field("id", zone.id)
                    $0.field("slug", zone.slug)
                    $0.field("name", zone.name)
                    $0.field("minimum", zone.minimum)
                }
            }
            $0.array("items", found.offers.map { SlotOfferView(offer: $0, zone: zone) })
        }
    }
}

/// One slot that can be booked.
struct SlotOfferView: View {
    let offer: SlotOffer
    /// The city's clock, by which people read the times.
    let zone: Zone

    func write(to json: inout JSONWriter) {
        let slot = offer.slot
        json.object {
            $0.field("id", slot.id)
            $0.field("method", slot.method)
            $0.field("branch", slot.branch)
            $0.field("day", slot.day)
            $0.field("start", slot.window.start)
            $0.field("end", slot.window.end)
            $0.field("timeZone", zone)
            $0.field("orderUntil", slot.cutoff)
            $0.field("fee", offer.fee)
            $0.field("freeFrom", offer.price.freeFrom)
        }
    }
}

/// A slot as operators see it.
struct SlotView: View {
    let slot: Slot

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", slot.id)
            $0.field("template", slot.template)
            $0.field("method", slot.method)
            $0.field("zone", slot.zone)
            $0.field("branch", slot.branch)
            $0.field("day", slot.day)
            $0.field("start", slot.window.start)
            $0.field("end", slot.window.end)
            $0.field("orderUntil", slot.cutoff)
            $0.field("state", slot.state)
            $0.field("places", slot.places)
            $0.field("booked", slot.booked)
            $0.field("fee", slot.price?.fee)
            $0.field("freeFrom", slot.price?.freeFrom)
            $0.field("isPinned", slot.isPinned)
            $0.field("version", slot.version)
        }
    }
}

/// `{"places"?, "state"?, "isPinned"?}`: what an operator changes of one slot.
struct SlotChange {
    let places: Int64?
    let state: SlotState?
    let isPinned: Bool?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        places = try fields.optional("places", in: 0...1_000_000 as ClosedRange<Int64>)
        state = try fields.optional("state")
        isPinned = try fields.optional("isPinned")
        try fields.end()
        if state == .withdrawn { throw json.wrong("enum", "must be open or blocked") }
    }
}
