import Cities
import Retailers
import Vocabulary
import Web

/// All of a template as an operator writes it. Its place is fixed with its first version.
struct TemplateBody {
    private let written: SlotTemplate

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let place = try SlotPlace(&fields, in: json)
        written = try SlotTemplate(
            id: ID(high: 0, low: 0), name: fields.required("name", characters: 1...120), place: place,
            pattern: SlotPattern(&fields), horizonDays: fields.optional("horizonDays", in: 1...366) ?? 14,
            cutoff: fields.required("cutoff"), leadMinutes: fields.optional("leadMinutes", in: 0...10_080) ?? 0,
            onHolidays: fields.optional("onHolidays") ?? .closed, validFrom: fields.optional("validFrom"),
            validUntil: fields.optional("validUntil"),
            places: fields.required("places", in: 0...1_000_000 as ClosedRange<Int64>), prices: PriceTable(&fields),
            isActive: fields.optional("isActive") ?? true, version: 1)
        try fields.end()
    }

    /// A new template.
    func template(_ id: ID<SlotTemplate>) -> SlotTemplate { written.with(id: id, place: written.place, version: 1) }

    /// What is there, as it is written here.
    func apply(to template: inout SlotTemplate) {
        template = written.with(id: template.id, place: template.place, version: template.version)
    }
}

extension SlotTemplate {
    fileprivate func with(id: ID<SlotTemplate>, place: SlotPlace, version: Int64) -> SlotTemplate {
        SlotTemplate(
            id: id, name: name, place: place, pattern: pattern, horizonDays: horizonDays, cutoff: cutoff,
            leadMinutes: leadMinutes, onHolidays: onHolidays, validFrom: validFrom, validUntil: validUntil,
            places: places, prices: prices, isActive: isActive, version: version)
    }
}

extension SlotPlace {
    init(_ fields: inout Fields, in json: JSON) throws(RequestProblem) {
        let zone: ID<DeliveryZone>? = try fields.optional("zone")
        let branch: ID<Branch>? = try fields.optional("branch")
        switch (zone, branch) {
        case (let zone?, nil): self = .delivery(zone)
        case (nil, let branch?): self = .pickup(branch)
        default: throw json.wrong("either", "must name a zone to deliver to or a branch to fetch at")
        }
    }
}

extension SlotPattern {
    init(_ fields: inout Fields) throws(RequestProblem) {
        let days = try Set(weekdays: fields.required("weekdays"))
        let width = try fields.required("widthMinutes", in: 5...1440)
        try self.init(
            kind: fields.optional("kind") ?? .fixed, weekdays: days,
            firstMinute: fields.required("firstMinute", in: 0...1439),
            lastMinute: fields.required("lastMinute", in: 1...2880), widthMinutes: width,
            stepMinutes: fields.optional("stepMinutes", in: 5...1440) ?? width)
    }
}

extension PriceTable {
    init(_ fields: inout Fields) throws(RequestProblem) {
        let fee = try fields.optionalAmount("fee")
        let freeFrom = try fields.optionalAmount("freeFrom")
        let price = fee.map { SlotPrice(fee: $0, freeFrom: freeFrom) }
        self.init(otherwise: price, rules: try fields.array("priceRules", 0...100))
    }
}

/// A template as operators see it.
struct TemplateView: View {
    let template: SlotTemplate

    func write(to json: inout JSONWriter) {
        let template = template
        let pattern = template.pattern
        json.object {
            $0.field("id", template.id)
            $0.field("name", template.name)
            $0.field("method", template.place.method)
            $0.field("zone", template.place.zone)
            $0.field("branch", template.place.branch)
            $0.field("kind", pattern.kind)
            $0.array("weekdays", pattern.weekdays.sorted())
            $0.field("firstMinute", pattern.firstMinute)
            $0.field("lastMinute", pattern.lastMinute)
            $0.field("widthMinutes", pattern.widthMinutes)
            $0.field("stepMinutes", pattern.stepMinutes)
            $0.field("horizonDays", template.horizonDays)
            $0.field("cutoff", template.cutoff)
            $0.field("leadMinutes", template.leadMinutes)
            $0.field("onHolidays", template.onHolidays)
            $0.field("validFrom", template.validFrom)
            $0.field("validUntil", template.validUntil)
            $0.field("places", template.places)
            $0.field("fee", template.prices.otherwise?.fee)
            $0.field("freeFrom", template.prices.otherwise?.freeFrom)
            $0.array("priceRules", template.prices.rules)
            $0.field("isActive", template.isActive)
            $0.field("version", template.version)
        }
    }
}
