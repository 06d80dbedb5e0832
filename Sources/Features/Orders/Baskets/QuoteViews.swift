import Accounts
import Catalogue
import Cities
import Slots
import Vocabulary
import Web

/// A basket as its holder sees it: what it would come to now.
struct QuoteView: View {
    let quote: Quote

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", quote.basket.id)
            $0.field("version", quote.basket.version)
            $0.array("lines", quote.lines)
            $0.field("goods", quote.goods)
            $0.field("deposits", quote.deposits)
            $0.field("minimumAge", quote.minimumAge)
            if let zone = quote.zone, let fee = quote.fee {
                $0.object("delivery") {
                    $0.field("zone", zone.slug)
                    $0.field("fee", fee)
                    $0.field("freeFrom", zone.freeFrom)
                    $0.field("minimum", zone.minimum)
                    $0.field("missing", quote.missing)
                }
            }
            $0.field("total", quote.goods + quote.deposits + (quote.fee ?? .zero))
        }
    }
}

extension Quote.Line: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("offer", wish.offer)
            $0.field("quantity", wish.quantity)
            $0.field("substitution", wish.substitution)
            if !wish.choices.isEmpty { $0.array("choices", wish.choices) }
            $0.field("retailer", sale?.retailer)
            $0.field("branch", sale?.branch)
            $0.field("sale", sale)
            $0.field("hindrance", hindrance)
            $0.field("available", available)
        }
    }
}

extension SlotSearch.Target {
    /// `zone`, or `lat` and `lon`, or nothing: where a basket would be brought.
    init?(_ query: inout Query) throws(RequestProblem) {
        let latitude = try query.optional("lat", in: -90...90 as ClosedRange<Double>)
        let longitude = try query.optional("lon", in: -180...180 as ClosedRange<Double>)
        let zone = try query.optional("zone", characters: 1...64)
        switch (latitude, longitude, zone) {
        case (nil, nil, nil): return nil
        case (nil, nil, let zone?): self = .zone(zone)
        case (let latitude?, let longitude?, nil):
            guard let place = Place(latitude: latitude, longitude: longitude) else {
                throw Query.wrong("lat", "range", "must be a place on the earth")
            }
            self = .place(place)
        default: throw Query.wrong("zone", "required", "must say where to deliver: either zone, or lat and lon")
        }
    }
}

/// `{"id", "expiresAt", "extensionsLeft"}`
struct ExtendedCheckoutView: View {
    let checkout: ExtendedCheckout

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", checkout.id)
            $0.field("expiresAt", checkout.expires)
            $0.field("extensionsLeft", checkout.extensionsLeft)
        }
    }
}
