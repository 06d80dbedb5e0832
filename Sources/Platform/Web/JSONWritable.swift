import Vocabulary

/// What writes itself as one JSON value.
package protocol JSONWritable {
    func write(to json: inout JSONWriter)
}

extension JSONWritable where Self: RawRepresentable, RawValue == String {
    package func write(to json: inout JSONWriter) { json.string(rawValue) }
}

extension String: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int64: JSONWritable {
    package func write(to json: inout JSONWriter) { json.integer(self) }
}

extension Int: JSONWritable {
    package func write(to json: inout JSONWriter) { json.integer(Int64(self)) }
}

extension Bool: JSONWritable {
    package func write(to json: inout JSONWriter) { json.bool(self) }
}

extension Double: JSONWritable {
    package func write(to json: inout JSONWriter) { json.number(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to json: inout JSONWriter) { json.array(self) }
}

extension ID: JSONWritable {
    package func write(to json: inout JSONWriter) { json.uuid(high: high, low: low) }
}

extension Instant: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(description) }
}

extension CalendarDay: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(description) }
}

extension Zone: JSONWritable {
    package func write(to json: inout JSONWriter) { json.string(description) }
}

extension Money: JSONWritable {
    /// `{"amount": 1299, "currency": "EUR"}`
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("amount", cents)
            $0.field("currency", "EUR")
        }
    }
}

extension Place: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("latitude", latitude)
            $0.field("longitude", longitude)
        }
    }
}

extension TimeWindow: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("start", start)
            $0.field("end", end)
        }
    }
}
