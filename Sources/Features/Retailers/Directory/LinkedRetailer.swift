import Cities
import Vocabulary
import Web

/// A retailer as schema.org has it: each branch a LocalBusiness. Closed = opens and closes at 00:00; past midnight =
/// closes earlier than it opens.
struct LinkedRetailer: JSONWritable {
    let entry: DirectoryEntry
    let imprint: Imprint?
    let city: City
    let today: CalendarDay

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("@context", "https://schema.org")
            $0.array("@graph") { json in
                for branch in entry.branches { write(branch, to: &json) }
            }
        }
    }

    private func write(_ branch: Branch, to json: inout JSONWriter) {
        let profile = entry.retailer.profile
        json.object {
            $0.field("@type", Self.type(of: profile.trade))
            $0.field("@id", "urn:uuid:\(branch.id)")
            $0.field("name", branch.address.name ?? profile.name)
            $0.field("description", profile.description)
            $0.field("legalName", imprint?.legalName)
            $0.field("vatID", imprint?.vatID)
            $0.field("telephone", branch.address.phone ?? profile.phone)
            $0.field("email", profile.email)
            $0.field("url", profile.website)
            $0.object("address") {
                $0.field("@type", "PostalAddress")
                $0.field("streetAddress", branch.address.streetLine)
                $0.field("postalCode", branch.address.postcode)
                $0.field("addressLocality", branch.address.town ?? city.name)
                $0.field("addressCountry", "DE")
            }
            if let place = branch.address.place {
                $0.object("geo") {
                    $0.field("@type", "GeoCoordinates")
                    $0.field("latitude", place.latitude)
                    $0.field("longitude", place.longitude)
                }
            }
            if let calendar = branch.calendar(in: city) { Self.write(calendar, from: today, to: &$0) }
        }
    }

    /// The usual week where there is one, else the coming two weeks by date; and what is special in these two weeks.
    private static func write(_ calendar: ShopCalendar, from today: CalendarDay, to json: inout JSONWriter) {
        let dated = calendar.datedSpecifications(from: today, days: 14)
        guard let week = calendar.weeklySpecifications else {
            return json.array("openingHoursSpecification", dated)
        }
        json.array("openingHours", week.map(\.text))
        json.array("openingHoursSpecification", week)
        let special = dated.filter { specification in
            guard let day = specification.validFrom else { return false }
            let plain = ShopCalendar(hours: calendar.hours, holidays: .none).openings(on: day)
            return plain.map { [$0.opens, $0.closes] } != calendar.openings(on: day).map { [$0.opens, $0.closes] }
        }
        if !special.isEmpty { json.array("specialOpeningHoursSpecification", special) }
    }

    private static func type(of trade: String) -> String {
        switch trade {
        case "bakery": "Bakery"
        case "books": "BookStore"
        case "bicycles": "BikeStore"
        case "clothes": "ClothingStore"
        case "florist": "Florist"
        case "furniture": "FurnitureStore"
        case "hairdresser": "HairSalon"
        case "hardware": "HardwareStore"
        case "jewellery": "JewelryStore"
        case "optician": "Optician"
        case "pharmacy": "Pharmacy"
        case "restaurant", "cafe": "FoodEstablishment"
        case "shoes": "ShoeStore"
        case "supermarket": "GroceryStore"
        case "toys": "ToyStore"
        case "travel": "TravelAgency"
        default: "Store"
        }
    }
}

extension HoursSpecification: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("@type", "OpeningHoursSpecification")
            var days = weekdays.map { Self.dayNames[$0 - 1] }
            if onPublicHolidays { days.append("PublicHolidays") }
            $0.array("dayOfWeek", days)
            $0.field("opens", HoursNames.clock(opens))
            $0.field("closes", HoursNames.clock(closes == 1440 ? 1439 : closes))
            $0.field("validFrom", validFrom)
            $0.field("validThrough", validThrough)
        }
    }

    /// `Mo,Tu 09:00-18:00`, the older form.
    var text: String {
        let days = weekdays.map { HoursNames.weekdays[$0 - 1] }.joined(separator: ",")
        return "\(days) \(HoursNames.clock(opens))-\(HoursNames.clock(closes))"
    }
}
