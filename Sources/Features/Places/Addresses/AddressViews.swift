import Cities
import Vocabulary
import Web

/// Addresses that were found, with whom they are owed to.
struct AddressesView: View {
    let hits: [AddressHit]
    let zones: [DeliveryZone]

    static let attribution = "© OpenStreetMap contributors"

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("items", hits.map { AddressView(hit: $0, zones: zones) })
            $0.field("attribution", Self.attribution)
        }
    }
}

struct NearestAddressView: View {
    let address: AddressView
    let metres: Double

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("address", address)
            $0.field("distanceMetres", (metres * 10).rounded() / 10)
            $0.field("attribution", AddressesView.attribution)
        }
    }
}

struct AddressView: View {
    let hit: AddressHit
    /// The town's, one of which may serve the address.
    let zones: [DeliveryZone]

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("text", hit.text)
            $0.field("name", hit.name)
            $0.field("street", hit.street)
            $0.field("houseNumber", hit.houseNumber)
            $0.field("postcode", hit.postcode)
            $0.field("town", hit.town)
            $0.field("district", hit.district)
            $0.field("place", hit.place)
            $0.field("match", hit.match.rawValue)
            $0.field("corrected", hit.isCorrected)
            if let zone = zones.serving(hit.place) {
                $0.object("zone") {
                    $0.field("slug", zone.slug)
                    $0.field("name", zone.name)
                }
            }
        }
    }
}
