import Cities
import Retailers
import Vocabulary
import Web

/// `{"day", "isClosed"?, "firstMinute"?, "lastMinute"?, "places"?, "fee"?, "reason"}`
struct ExceptionBody {
    let day: CalendarDay
    let change: DayChange
    let reason: String

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        day = try fields.required("day")
        reason = try fields.required("reason", characters: 1...300)
        let isClosed = try fields.optional("isClosed", as: Bool.self) ?? false
        let first = try fields.optional("firstMinute", in: 0...1439)
        let last = try fields.optional("lastMinute", in: 1...2880)
        let places = try fields.optional("places", in: 0...1_000_000 as ClosedRange<Int64>)
        let fee = try fields.optionalAmount("fee")
        try fields.end()
        guard (first == nil) == (last == nil), first ?? 0 < last ?? 1 else {
            throw json.wrong("order", "must have both minutes, the last one later")
        }
        let isOther = first != nil || places != nil || fee != nil
        guard isClosed != isOther else { throw json.wrong("either", "must be closed or say what differs") }
        let minutes: Range<Int>? = if let first, let last { first..<last } else { nil }
        change = isClosed ? .closed : .changed(minutes: minutes, places: places, fee: fee)
    }

    func exception(_ id: ID<SlotException>, of template: ID<SlotTemplate>) -> SlotException {
        SlotException(id: id, template: template, day: day, change: change, reason: reason, version: 1)
    }
}

struct ExceptionView: View {
    let exception: SlotException

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", exception.id)
            $0.field("template", exception.template)
            $0.field("day", exception.day)
            $0.field("isClosed", exception.change == .closed)
            if case .changed(let minutes, let places, let fee) = exception.change {
                $0.field("firstMinute", minutes?.lowerBound)
                $0.field("lastMinute", minutes?.upperBound)
                $0.field("places", places)
                $0.field("fee", fee)
            }
            $0.field("reason", exception.reason)
            $0.field("version", exception.version)
        }
    }
}

/// `{"start", "end", "method"?, "zone"?, "branch"?, "reason"}`
struct BlackoutBody {
    private let written: Blackout

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let start: Instant = try fields.required("start")
        let end: Instant = try fields.required("end")
        guard start < end else { throw json.wrong("order", "must end after it starts") }
        written = try Blackout(
            id: ID(high: 0, low: 0), method: fields.optional("method"), zone: fields.optional("zone"),
            branch: fields.optional("branch"), window: TimeWindow(start: start, end: end),
            reason: fields.required("reason", characters: 1...300), version: 1)
        try fields.end()
    }

    func blackout(_ id: ID<Blackout>) -> Blackout {
        Blackout(
            id: id, method: written.method, zone: written.zone, branch: written.branch, window: written.window,
            reason: written.reason, version: 1)
    }
}

/// A blackout; where it was just made, with the bookings it found.
struct BlackoutView: View {
    let blackout: Blackout
    var bookings: [FieldProblem]?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", blackout.id)
            $0.field("start", blackout.window.start)
            $0.field("end", blackout.window.end)
            $0.field("method", blackout.method)
            $0.field("zone", blackout.zone)
            $0.field("branch", blackout.branch)
            $0.field("reason", blackout.reason)
            $0.field("version", blackout.version)
            if let bookings { $0.array("bookings", bookings.map(\.pointer)) }
        }
    }
}

/// `{"name", "unit", "amount", "weekdays", "firstMinute", "lastMinute", "method"?, "zone"?, "retailer"?, "branch"?}`
struct LimitBody {
    private let written: PoolRule

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let scope = try PoolScope(
            method: fields.optional("method"), zone: fields.optional("zone"), retailer: fields.optional("retailer"),
            branch: fields.optional("branch"))
        let first = try fields.optional("firstMinute", in: 0...1439) ?? 0
        let last = try fields.optional("lastMinute", in: 1...2880) ?? 1440
        guard first < last else { throw json.wrong("order", "must end after it starts") }
        written = try PoolRule(
            id: ID(high: 0, low: 0), name: fields.required("name", characters: 1...120), scope: scope,
            unit: fields.required("unit"),
            amount: fields.required("amount", in: 0...1_000_000_000_000 as ClosedRange<Int64>),
            weekdays: Set(weekdays: fields.required("weekdays")), minutes: first..<last)
        try fields.end()
    }

    func rule(_ id: ID<PoolRule>) -> PoolRule {
        PoolRule(
            id: id, name: written.name, scope: written.scope, unit: written.unit, amount: written.amount,
            weekdays: written.weekdays, minutes: written.firstMinute..<written.lastMinute)
    }
}

/// `{"name"?, "amount"?}`
struct LimitChange {
    let name: String?
    let amount: Int64?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        name = try fields.optional("name", characters: 1...120)
        amount = try fields.optional("amount", in: 0...1_000_000_000_000 as ClosedRange<Int64>)
        try fields.end()
    }
}

struct LimitView: View {
    let rule: PoolRule

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", rule.id)
            $0.field("name", rule.name)
            $0.field("unit", rule.unit)
            $0.field("amount", rule.amount)
            $0.field("method", rule.scope.method)
            $0.field("zone", rule.scope.zone)
            $0.field("retailer", rule.scope.retailer)
            $0.field("branch", rule.scope.branch)
            $0.array("weekdays", rule.weekdays.sorted())
            $0.field("firstMinute", rule.firstMinute)
            $0.field("lastMinute", rule.lastMinute)
            $0.field("version", rule.version)
        }
    }
}
