import Vocabulary

/// What can be read out of one JSON value, with its own rules.
package protocol JSONReadable: Sendable {
    init(json: JSON) throws(RequestProblem)
}

extension JSONReadable where Self: RawRepresentable, RawValue == String {
    /// An enum by its raw text; where it lists its cases, the problem names them.
    package init(json: JSON) throws(RequestProblem) {
        guard let value = Self(rawValue: try json.string(0...200)) else {
            let known = (Self.self as? any CaseIterable.Type).map { ": " + Self.names($0) } ?? ""
            throw json.wrong("enum", "must be one of the known values\(known)")
        }
        self = value
    }

    private static func names<Cases: CaseIterable>(_ type: Cases.Type) -> String {
        type.allCases.compactMap { ($0 as? Self)?.rawValue }.joined(separator: ", ")
    }
}

extension Bool: JSONReadable {
    package init(json: JSON) throws(RequestProblem) { self = try json.bool() }
}

extension Int64: JSONReadable {
    package init(json: JSON) throws(RequestProblem) { self = try json.integer() }
}

extension ID: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        guard let id = ID(try json.string(0...200)) else { throw json.wrong("format", "must be a UUID") }
        self = id
    }
}

extension Instant: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        guard let instant = Instant(try json.string(0...200)) else {
            throw json.wrong("format", "must be a date and time of RFC 3339")
        }
        self = instant
    }
}

extension CalendarDay: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        guard let day = CalendarDay(try json.string(0...200)) else {
            throw json.wrong("format", "must be a day as YYYY-MM-DD")
        }
        self = day
    }
}

extension Zone: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        guard let zone = Zone(try json.string(1...64)) else { throw json.wrong("format", "must be an IANA time zone") }
        self = zone
    }
}

extension Money: JSONReadable {
    /// `{"amount": 1299, "currency": "EUR"}`, within ±10 billion euro.
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let cents = try fields.required("amount", in: -1_000_000_000_000...1_000_000_000_000 as ClosedRange<Int64>)
        let currency = try fields.required("currency")
        guard try currency.string(3...3) == "EUR" else { throw currency.wrong("enum", "must be EUR") }
        try fields.end()
        self.init(cents: cents)
    }
}

extension Place: JSONReadable {
    /// `{"latitude": 50.02, "longitude": 8.69}`, WGS 84 degrees.
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let latitude = try fields.required("latitude").number(-90...90)
        let longitude = try fields.required("longitude").number(-180...180)
        try fields.end()
        guard let place = Place(latitude: latitude, longitude: longitude) else {
            throw json.wrong("range", "must be a place on the earth")
        }
        self = place
    }
}

extension TimeWindow: JSONReadable {
    /// `{"start": …, "end": …}`, the end after the start.
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let start: Instant = try fields.required("start")
        let end: Instant = try fields.required("end")
        try fields.end()
        guard start < end else { throw json.wrong("order", "must end after it starts") }
        self.init(start: start, end: end)
    }
}
