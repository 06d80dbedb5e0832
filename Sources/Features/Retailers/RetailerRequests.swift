import Cities
import Vocabulary
import Web

/// A merge patch of a retailer's profile and mode.
struct ProfilePatch: Sendable {
    let profile: RetailerProfile
    let mode: RetailerMode

    init(json: JSON, old: Retailer) throws(RequestProblem) {
        var fields = try json.object()
        var profile = old.profile
        if let name = try fields.optional("name", characters: 1...120) { profile.name = name }
        if let trade = try fields.optional("trade", characters: 1...41) { profile.trade = trade }
        profile.description = try fields.change("description", characters: 1...2000).applied(to: profile.description)
        profile.phone = try fields.change("phone", characters: 3...60).applied(to: profile.phone)
        profile.email = try fields.change("email", characters: 3...254).applied(to: profile.email)
        profile.website = try fields.change("website", characters: 8...500).applied(to: profile.website)
        profile.deliveryHint = try fields.change("deliveryHint", characters: 1...500).applied(to: profile.deliveryHint)
        mode = try fields.optional("mode") ?? old.mode
        try fields.end()
        self.profile = profile
    }
}

/// A business that asks to take part or is asked in.
struct Application: JSONReadable {
    let profile: RetailerProfile
    let mode: RetailerMode

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let name = try fields.required("name", characters: 1...120)
        let trade = try fields.required("trade", characters: 1...41)
        var profile = RetailerProfile(name: name, trade: trade)
        profile.description = try fields.optional("description", characters: 1...2000)
        profile.phone = try fields.optional("phone", characters: 3...60)
        profile.email = try fields.optional("email", characters: 3...254)
        profile.website = try fields.optional("website", characters: 8...500)
        profile.deliveryHint = try fields.optional("deliveryHint", characters: 1...500)
        mode = try fields.optional("mode") ?? .directory
        try fields.end()
        self.profile = profile
    }
}

extension Imprint: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        legalName = try fields.required("legalName", characters: 1...200)
        legalForm = try fields.optional("legalForm", characters: 1...80)
        representative = try fields.optional("representative", characters: 1...200)
        street = try fields.required("street", characters: 1...200)
        postcode = try fields.required("postcode", characters: 4...10)
        town = try fields.required("town", characters: 1...120)
        email = try fields.required("email", characters: 3...254)
        phone = try fields.optional("phone", characters: 3...60)
        register = try fields.optional("register", characters: 1...200)
        vatID = try fields.optional("vatId", characters: 4...20)
        try fields.end()
    }
}

/// What a request says about a branch; what it does not name stays.
struct BranchPatch: JSONReadable {
    private var name: Change<String>
    private var phone: Change<String>
    private var street: Change<String> = .keep
    private var houseNumber: Change<String> = .keep
    private var postcode: Change<String> = .keep
    private var town: Change<String> = .keep
    private var place: Change<Place>
    private var wheelchair: Change<Wheelchair>
    private let hours: Change<HoursText>
    private let onHolidays: ShopCalendar.OnHolidays?
    private let exceptions: [DatedHours]?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.change("name", characters: 1...120)
        phone = try fields.change("phone", characters: 3...60)
        place = try fields.change("place")
        wheelchair = try fields.change("wheelchair")
        hours = try fields.change("hours")
        onHolidays = try fields.optional("onHolidays")
        exceptions = try fields.optional("exceptions")?.array(0...366) { (json) throws(RequestProblem) in
            try DatedHours(json: json)
        }
        if var address = try fields.optionalObject("address") {
            street = try address.change("street", characters: 1...200)
            houseNumber = try address.change("houseNumber", characters: 1...20)
            postcode = try address.change("postcode", characters: 4...10)
            town = try address.change("town", characters: 1...120)
            try address.end()
        }
        try fields.end()
    }

    func change(of old: BranchAddress) -> BranchChange {
        var address = old
        address.name = name.applied(to: old.name)
        address.phone = phone.applied(to: old.phone)
        address.street = street.applied(to: old.street)
        address.houseNumber = houseNumber.applied(to: old.houseNumber)
        address.postcode = postcode.applied(to: old.postcode)
        address.town = town.applied(to: old.town)
        address.place = place.applied(to: old.place)
        address.wheelchair = wheelchair.applied(to: old.wheelchair)
        var change = BranchChange()
        if address != old { change.address = address }
        switch hours {
        case .keep: break
        case .clear: change.hours = .some(nil)
        case .set(let text): change.hours = .some(text.hours)
        }
        change.onHolidays = onHolidays
        change.exceptions = exceptions
        return change
    }
}

/// Opening hours in a request: a problem names the character.
struct HoursText: JSONReadable {
    let hours: OpeningHours

    init(json: JSON) throws(RequestProblem) {
        let text = try json.string(1...2000)
        do throws(HoursRefusal) {
            hours = try OpeningHours(text)
        } catch {
            throw json.wrong("hours", "character \(error.offset + 1): \(error.sentence)")
        }
    }
}
