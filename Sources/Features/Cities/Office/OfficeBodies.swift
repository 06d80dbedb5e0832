import Vocabulary
import Web

/// `{"until": "2026-12-01T15:00:00Z", "notice": "Sturm"}`
struct PauseBody: JSONReadable {
    private let until: Instant
    private let notice: String?
    private let pointer: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let until = try fields.required("until")
        pointer = until.pointer
        self.until = try Instant(json: until)
        notice = try fields.optional("notice", characters: 1...200)
        try fields.end()
    }

    /// Throws where that moment is past or more than 90 days away.
    func pause(at now: Instant) throws(RequestProblem) -> Pause {
        guard until > now, until <= now + 90 * 86_400 else {
            throw .fields([FieldProblem(pointer, "range", "must be later than now, by 90 days at most")])
        }
        return Pause(until: until, notice: notice)
    }
}

/// `{"name": "Altstadt", "area": {"type": "Polygon", "coordinates": […]}}`
struct DistrictBody: JSONReadable {
    let name: String
    let area: Area

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.required("name", characters: 1...120)
        area = try Area(drawn: fields.required("area"))
        try fields.end()
    }
}

/// A district's members, and `fee`, `freeFrom`, `minimum`, `priority`.
struct ZoneBody: JSONReadable {
    private let name: String
    private let area: Area
    private let priority: Int
    private let fee: Money
    private let freeFrom: Money?
    private let minimum: Money

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.required("name", characters: 1...120)
        area = try Area(drawn: fields.required("area"))
        priority = try fields.optional("priority", in: -1_000...1_000) ?? 0
        fee = try Self.notNegative(fields.required("fee"))
        freeFrom = try fields.optional("freeFrom").map { (json) throws(RequestProblem) in try Self.notNegative(json) }
        minimum =
            try fields.optional("minimum").map { (json) throws(RequestProblem) in try Self.notNegative(json) }
            ?? Money(cents: 0)
        try fields.end()
    }

    func zone(_ id: ID<DeliveryZone>, slug: String) -> DeliveryZone {
        DeliveryZone(
            id: id, slug: slug, name: name, area: area, priority: priority, fee: fee, freeFrom: freeFrom,
            minimum: minimum, pause: nil)
    }

    private static func notNegative(_ json: JSON) throws(RequestProblem) -> Money {
        let money = try Money(json: json)
        guard (0...100_000).contains(money.cents) else { throw json.wrong("range", "must be 0 to 1,000 euros") }
        return money
    }
}

/// What a town has chosen about itself.
struct SettingsView: View {
    let settings: CitySettings

    func write(to json: inout JSONWriter) { settings.write(to: &json) }
}
