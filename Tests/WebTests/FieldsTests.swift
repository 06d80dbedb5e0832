import Testing
import Vocabulary
import Web

@Suite struct FieldsTests {
    enum Color: String, JSONReadable, CaseIterable { case red, green }

    struct Line: Equatable {
        let name: String
        let count: Int64
    }

    /// Reads one request of a made-up feature: every kind of field.
    static func read(_ text: String) throws(RequestProblem) -> String {
        var fields = try JSON(parsing: Array(text.utf8)).object()
        let name = try fields.required("name", characters: 1...10)
        let count: Int64? = try fields.optional("count", in: 1...99)
        let price: Money? = try fields.optional("price")
        let color: Color? = try fields.optional("color")
        let id: ID<Money>? = try fields.optional("id")
        let day: CalendarDay? = try fields.optional("day")
        let window: TimeWindow? = try fields.optional("window")
        let place: Place? = try fields.optional("place")
        let lines = try fields.array("lines", 0...3) { (json) throws(RequestProblem) in
            var line = try json.object()
            let read = Line(
                name: try line.required("name", characters: 1...10), count: try line.required("count", in: 0...9))
            try line.end()
            return read
        }
        try fields.end()
        return
            "\(name) \(count ?? 0) \(price ?? .zero) \(color?.rawValue ?? "-") \(id != nil) \(day?.description ?? "-")"
            + " \(window != nil) \(place != nil) \(lines.count)"
    }

    @Test func `a whole request is read`() throws {
        let text = """
            {"name": "Äpfel", "count": 3, "price": {"amount": 199, "currency": "EUR"}, "color": "green",
             "id": "0192f0c1-2345-7678-9abc-def012345678", "day": "2026-11-22",
             "place": {"latitude": 50, "longitude": 8.5},
             "window": {"start": "2026-11-22T08:00:00Z", "end": "2026-11-22T10:00:00+01:00"},
             "lines": [{"name": "a", "count": 0}, {"count": 9, "name": "b"}]}
            """
        #expect(try Self.read(text) == "Äpfel 3 1.99 EUR green true 2026-11-22 true true 2")
        #expect(try Self.read(#"{"name":"x"}"#) == "x 0 0.00 EUR - false - false false 0")
    }

    static let wrong: [(String, [String])] = [
        ("{}", ["/name required"]),
        (#"{"name":null}"#, ["/name type"]),
        (#"{"name":"x","count":null,"price":null}"#, ["/count type", "/price type"]),
        (#"{"name":7}"#, ["/name type"]),
        (#"{"name":""}"#, ["/name length"]),
        (#"{"name":"12345678901"}"#, ["/name length"]),
        (#"{"name":"x","Count":1}"#, ["/Count unknown"]),
        (#"{"name":"x","a/b~c":1,"z":2}"#, ["/a~1b~0c unknown", "/z unknown"]),
        (#"{"name":"x","count":0}"#, ["/count range"]),
        (#"{"name":"x","count":1.0}"#, ["/count type"]),
        (#"{"name":"x","count":1e1}"#, ["/count type"]),
        (#"{"name":"x","count":"1"}"#, ["/count type"]),
        (#"{"name":"x","count":9223372036854775808}"#, ["/count range"]),
        (#"{"name":"x","price":1.99}"#, ["/price type"]),
        (#"{"name":"x","price":{"amount":1}}"#, ["/price/currency required"]),
        (#"{"name":"x","price":{"amount":1,"currency":"USD"}}"#, ["/price/currency enum"]),
        (#"{"name":"x","price":{"amount":1,"currency":"EUR","vat":1}}"#, ["/price/vat unknown"]),
        (#"{"name":"x","color":"blue"}"#, ["/color enum"]),
        (#"{"name":"x","id":"0192f0c1"}"#, ["/id format"]),
        (#"{"name":"x","day":"2026-02-30"}"#, ["/day format"]),
        (#"{"name":"x","place":{"latitude":91,"longitude":0}}"#, ["/place/latitude range"]),
        (#"{"name":"x","window":{"start":"2026-11-22T08:00:00Z","end":"2026-11-22T08:00:00Z"}}"#, ["/window order"]),
        (
            #"{"name":"x","lines":[{},{"name":"a","count":1},{"name":1,"count":1}]}"#,
            ["/lines/0/name required", "/lines/2/name type"]
        ),
        (#"{"name":"x","lines":[1,1,1,1]}"#, ["/lines count"]),
        (#"{"name":"x","lines":{}}"#, ["/lines type"]),
        (#"[{"name":"x"}]"#, [" type"]),
    ]

    @Test(arguments: wrong)
    func `what breaks the contract is named by pointer and rule`(_ text: String, _ expected: [String]) {
        #expect {
            try Self.read(text)
        } throws: { error in
            guard case .fields(let fields) = error as? RequestProblem else { return false }
            let found = fields.map { "\($0.pointer) \($0.code)" }
            if found != expected { Issue.record("found \(found)") }
            return found == expected
        }
    }

    @Test func `a merge patch keeps, clears and sets`() throws {
        var fields = try JSON(parsing: Array(#"{"a":null,"b":"x"}"#.utf8)).object()
        #expect(try fields.change("a", characters: 1...5) == .clear)
        #expect(try fields.change("b", characters: 1...5) == .set("x"))
        #expect(try fields.change("c", characters: 1...5) == .keep)
        try fields.end()
    }
}
