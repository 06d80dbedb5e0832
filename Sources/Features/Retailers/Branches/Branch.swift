import Accounts
import Cities
import Vocabulary

/// One shop of a retailer: an address with hours.
package struct Branch: Sendable, Equatable {
    package let id: ID<Branch>
    package let retailer: RetailerID
    package var address: BranchAddress
    /// Nil: nobody told.
    package var hours: OpeningHours?
    package var onHolidays: ShopCalendar.OnHolidays
    package var exceptions: [DatedHours]
    /// No orders here until then; it ends by itself.
    package var pause: Pause?
    package let version: Int64

    /// The calendar of public opening, nil where the hours are not known.
    package func calendar(in city: City) -> ShopCalendar? {
        hours.map {
            ShopCalendar(hours: $0, onHolidays: onHolidays, holidays: city.land.holidays, exceptions: exceptions)
        }
    }

    /// Whether it may take orders: a pause says no, whatever the door says.
    package func takesOrders(at now: Instant) -> Bool { pause.map { !$0.isOn(at: now) } ?? true }
}

/// Where a branch is and how to reach it.
package struct BranchAddress: Sendable, Equatable {
    package var name: String?
    package var street: String?
    package var houseNumber: String?
    package var postcode: String?
    package var town: String?
    package var district: ID<District>?
    package var place: Place?
    package var phone: String?
    package var wheelchair: Wheelchair?

    package init() {}

    /// `Hauptstraße 5`
    package var streetLine: String? {
        guard let street else { return nil }
        return houseNumber.map { "\(street) \($0)" } ?? street
    }

    /// The district whose area holds the place; where districts overlap, the first.
    package mutating func findDistrict(among districts: [District]) {
        guard let place else { return }
        district = districts.first { $0.area.contains(place) }?.id
    }
}

/// Whether a wheelchair gets in, in OpenStreetMap's words.
package enum Wheelchair: String, CaseIterable, Sendable { case yes, limited, no }
