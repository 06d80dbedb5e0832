import Vocabulary
import Web

/// What a template's slots cost: the first rule that fits, else the price for all, else what their zone costs.
package struct PriceTable: Hashable, Sendable {
    package var otherwise: SlotPrice?
    package var rules: [PriceRule]

    package init(otherwise: SlotPrice?, rules: [PriceRule] = []) {
        self.otherwise = otherwise
        self.rules = rules
    }

    /// The price of a slot that begins at this minute of the day; `nil`: its zone's.
    package func price(weekday: Int, startMinute: Int, widthMinutes: Int) -> SlotPrice? {
        rules.first { $0.fits(weekday: weekday, startMinute: startMinute, widthMinutes: widthMinutes) }?.price
            ?? otherwise
    }
}

/// A price for slots of some days, of some time of day, or of some width. What is `nil` fits all.
package struct PriceRule: Hashable, Sendable {
    package var weekdays: Set<Int>?
    /// Slots that begin from here …
    package var fromMinute: Int?
    /// … and before this.
    package var untilMinute: Int?
    package var widthMinutesAtMost: Int?
    package var price: SlotPrice

    package init(
        weekdays: Set<Int>? = nil, fromMinute: Int? = nil, untilMinute: Int? = nil, widthMinutesAtMost: Int? = nil,
        price: SlotPrice
    ) {
        self.weekdays = weekdays
        self.fromMinute = fromMinute
        self.untilMinute = untilMinute
        self.widthMinutesAtMost = widthMinutesAtMost
        self.price = price
    }

    func fits(weekday: Int, startMinute: Int, widthMinutes: Int) -> Bool {
        weekdays.map { $0.contains(weekday) } ?? true
            && fromMinute.map { $0 <= startMinute } ?? true
            && untilMinute.map { startMinute < $0 } ?? true
            && widthMinutesAtMost.map { widthMinutes <= $0 } ?? true
    }
}

extension PriceRule: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        if let days = fields.optional("weekdays") { weekdays = try Set(weekdays: days) }
        fromMinute = try fields.optional("fromMinute", in: 0...2880)
        untilMinute = try fields.optional("untilMinute", in: 0...2880)
        widthMinutesAtMost = try fields.optional("widthMinutesAtMost", in: 1...1440)
        price = try SlotPrice(fee: fields.amount("fee"), freeFrom: fields.optionalAmount("freeFrom"))
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            if let weekdays { $0.array("weekdays", weekdays.sorted()) }
            $0.field("fromMinute", fromMinute)
            $0.field("untilMinute", untilMinute)
            $0.field("widthMinutesAtMost", widthMinutesAtMost)
            $0.field("fee", price.fee)
            $0.field("freeFrom", price.freeFrom)
        }
    }
}

extension Set<Int> {
    /// `[1, 2, 5]`: days from Monday 1 to Sunday 7, each once.
    init(weekdays json: JSON) throws(RequestProblem) {
        let days = try json.array(1...7) { (json) throws(RequestProblem) in Int(try json.integer(1...7)) }
        guard Set(days).count == days.count else { throw json.wrong("unique", "must name each day once") }
        self.init(days)
    }
}

extension Fields {
    /// An amount of money that is not negative.
    mutating func amount(_ name: String) throws(RequestProblem) -> Money {
        let json = try required(name)
        let money = try Money(json: json)
        guard money >= .zero else { throw json.wrong("range", "must not be negative") }
        return money
    }

    mutating func optionalAmount(_ name: String) throws(RequestProblem) -> Money? {
        guard let json = optional(name) else { return nil }
        let money = try Money(json: json)
        guard money >= .zero else { throw json.wrong("range", "must not be negative") }
        return money
    }
}
