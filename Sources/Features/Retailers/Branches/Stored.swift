import Postgres
import Vocabulary
import Web

extension Wheelchair: Stored, JSONReadable, JSONWritable {}
extension ShopCalendar.OnHolidays: Stored, JSONReadable, JSONWritable {}

/// Hours of one day as people write them: `09:00-12:00,14:00-18:00`; empty means closed.
extension [TimeSpan] {
    package var text: String { map(\.description).joined(separator: ",") }

    package init(hours text: String) throws(HoursRefusal) {
        if text.isEmpty || text == "off" || text == "closed" {
            self = []
            return
        }
        let rules = try OpeningHours(text).rules
        guard rules.count == 1, !rules[0].hasDates, rules[0].effect == .open, !rules[0].times.isEmpty,
            rules[0].times.allSatisfy({ $0.end == .at })
        else { throw HoursRefusal(0, "hours of a day are spans like 09:00-12:00,14:00-18:00") }
        self = rules[0].times
    }
}

extension DatedHours: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let first: CalendarDay = try fields.required("first")
        let last: CalendarDay = try fields.optional("last") ?? first
        let hours: JSON? = fields.optional("hours")
        let note = try fields.optional("note", characters: 1...200)
        try fields.end()
        guard first <= last else { throw json.wrong("order", "must end on or after its first day") }
        self.init(first: first, last: last, spans: try Self.spans(hours), note: note)
    }

    private static func spans(_ json: JSON?) throws(RequestProblem) -> [TimeSpan] {
        guard let json else { return [] }
        let text = try json.string(0...200)
        do throws(HoursRefusal) {
            return try [TimeSpan](hours: text)
        } catch {
            throw json.wrong("hours", "character \(error.offset + 1): \(error.sentence)")
        }
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("first", first)
            $0.field("last", last)
            $0.field("hours", spans.text)
            $0.field("note", note)
        }
    }
}

extension [DatedHours] {
    /// As they are stored.
    var stored: JSONText {
        var json = JSONWriter()
        json.array(self)
        return JSONText(json.bytes)
    }

    init(_ text: JSONText) throws(Fault) {
        do {
            self = try JSON(parsing: text.utf8).array(0...1000) { (json) throws(RequestProblem) in
                try DatedHours(json: json)
            }
        } catch {
            throw Fault(.unexpected, "stored exceptions of a branch cannot be read: \(error)")
        }
    }
}
