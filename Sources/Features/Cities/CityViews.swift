import Vocabulary
import Web

/// A town as anybody sees it.
package struct CityView: View {
    let city: City

    package init(city: City) { self.city = city }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", city.id)
            $0.field("slug", city.slug)
            $0.field("name", city.name)
            $0.field("timeZone", city.zone)
            $0.field("currency", "EUR")
            $0.field("land", city.land.rawValue)
            $0.array("languages", city.languages)
            $0.field("centre", city.centre)
            if let pause = city.pause {
                $0.object("pause") {
                    $0.field("until", pause.until)
                    $0.field("notice", pause.notice)
                }
            }
        }
    }
}

/// A district or zone as a GeoJSON feature.
struct AreaFeature: View {
    let area: Area
    let slug: String
    let name: String
    let zone: DeliveryZone?

    init(_ district: District) {
        (area, slug, name, zone) = (district.area, district.slug, district.name, nil)
    }

    init(_ zone: DeliveryZone) {
        (area, slug, name, self.zone) = (zone.area, zone.slug, zone.name, zone)
    }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("type", "Feature")
            $0.object("properties") {
                $0.field("slug", slug)
                $0.field("name", name)
                $0.field("fee", zone?.fee)
                $0.field("freeFrom", zone?.freeFrom)
                $0.field("minimum", zone?.minimum)
                $0.field("pausedUntil", zone?.pause?.until)
            }
            $0.field("geometry", area)
        }
    }
}

extension Answer {
    /// A FeatureCollection (RFC 7946).
    package init(geoJSON features: [some JSONWritable]) {
        var json = JSONWriter()
        json.object {
            $0.field("type", "FeatureCollection")
            $0.array("features", features)
        }
        self.init(bytes: json.bytes, type: "application/geo+json")
    }
}
