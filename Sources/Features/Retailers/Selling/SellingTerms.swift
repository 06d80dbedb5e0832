import Accounts
import Vocabulary
import Web

/// How a retailer sells: how it answers, how long it needs, how long it keeps what nobody fetched.
package struct SellingTerms: Sendable, Equatable {
    /// Orders are accepted as they are placed.
    package var acceptsAlone = false
    /// So long after it was placed an order that nobody answered is refused; where `nil`, the city's rule holds.
    package var answerSeconds: Int64?
    /// The first that fits a basket's part counts.
    package var preparation: [PreparationRule] = []
    /// So long after its slot what nobody fetched is kept.
    package var keepsSeconds: Int64 = 86_400
    /// 0 until the retailer has said anything.
    package var version: Int64 = 0

    package init() {}
}

/// How much working time a shop needs for a part of so many items of such a value.
package struct PreparationRule: Hashable, Sendable {
    /// Of the order, Monday 1 … Sunday 7; `nil`: on all.
    package let weekdays: Set<Int>?
    package let itemsAtLeast: Int64
    package let valueAtLeast: Money
    package let minutes: Int64

    package init(weekdays: Set<Int>? = nil, itemsAtLeast: Int64 = 0, valueAtLeast: Money = .zero, minutes: Int64) {
        self.weekdays = weekdays
        self.itemsAtLeast = itemsAtLeast
        self.valueAtLeast = valueAtLeast
        self.minutes = minutes
    }

    package func fits(items: Int64, value: Money, weekday: Int) -> Bool {
        weekdays.map { $0.contains(weekday) } ?? true && items >= itemsAtLeast && value >= valueAtLeast
    }
}

extension SellingTerms: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        self.init()
        acceptsAlone = try fields.optional("acceptsAlone") ?? acceptsAlone
        answerSeconds = try fields.optional("answerSeconds", in: 60...604_800 as ClosedRange<Int64>)
        preparation = try fields.array("preparation", 0...20, of: PreparationRule.self)
        keepsSeconds = try fields.optional("keepsSeconds", in: 0...2_592_000 as ClosedRange<Int64>) ?? keepsSeconds
        try fields.end()
    }
}

extension SellingTerms: View {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("acceptsAlone", acceptsAlone)
            $0.field("answerSeconds", answerSeconds)
            $0.array("preparation", preparation)
            $0.field("keepsSeconds", keepsSeconds)
            $0.field("version", version)
        }
    }
}

extension PreparationRule: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let days: [Int] = try fields.array("weekdays", 0...7) { (json) throws(RequestProblem) in
            Int(try json.integer(1...7))
        }
        let value: Money = try fields.optional("valueAtLeast") ?? .zero
        try self.init(
            weekdays: days.isEmpty ? nil : Set(days),
            itemsAtLeast: fields.optional("itemsAtLeast", in: 0...100_000 as ClosedRange<Int64>) ?? 0,
            valueAtLeast: value, minutes: fields.required("minutes", in: 0...20_160 as ClosedRange<Int64>))
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            if let weekdays { $0.array("weekdays", weekdays.sorted()) }
            $0.field("itemsAtLeast", itemsAtLeast)
            $0.field("valueAtLeast", valueAtLeast)
            $0.field("minutes", minutes)
        }
    }
}
