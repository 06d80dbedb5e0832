import Foundation
import Postgres
import TestSupport
import Testing
import Web

extension LiveTests {
    /// How a body of so many bytes is answered. By curl, which reads the answer also while it is still sending.
    private static func upload(_ bytes: Int, to address: String, as person: Person) throws -> String {
        let script = """
            head -c \(bytes) /dev/zero | tr '\\0' 'a' | curl --silent --request PUT --data-binary @- \\
              --header 'Content-Type: application/json' --header 'Authorization: Bearer \(person.client.token ?? "")' \\
              --write-out '\\n%{http_code}' '\(address)' | jq --raw-output --slurp '"\\(.[1]) \\(.[0].code)"'
            """
        return try bash(script).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The program's own ports and limits, not a test server's.
    @Test(.timeLimit(.minutes(15)))
    func `what cannot be read is refused precisely, and nothing is written`() async throws {
        try await LiveTown.within { town in
            let resident = try await Person(town, email: "bewohner@demo.invalid", password: "bewohner-demo-2026")
            let owner = try await Person.owner(of: "rewe", in: town)
            let retailer = try await owner.get("/me").items("memberships").compactMap { $0["retailer"]?.string }.first
            let shop = try "/retailers/\(#require(retailer))"
            let offers = try await resident.get("\(shop)/offers?limit=5").items().flatMap { $0.items("offers") }
            let basket = try await resident.post("/baskets", status: 201).text("id")
            let line = try "/baskets/\(basket)/lines/\(#require(offers.first).text("id"))"
            let before = try Written(town)
            let large = try Self.upload(30_000_000, to: town.client.base + Person.base + line, as: resident)
            #expect(large == "413 request/too-large")
            for bad in BadInput.lines {
                let reply = try await resident.client.send("PUT", Person.base + line, body: bad.body, type: bad.type)
                #expect("\(reply.status) \(reply.code ?? "")" == bad.answer, "\(bad.name): \(reply.text)")
            }
            for bad in BadInput.stockReports {
                let reply = try await owner.client.send(
                    "POST", "\(Person.base)\(shop)/stock-reports", ["Idempotency-Key": UUID().uuidString],
                    body: bad.body, type: bad.type)
                #expect("\(reply.status) \(reply.code ?? "")" == bad.answer, "\(bad.name): \(reply.text)")
            }
            let wish = #"{"checkout": "\#(UUID().uuidString.lowercased())", "summaryHash": "\#(BadInput.noHash)"}"#
            let keyless = try await resident.client.post(Person.base + "/purchases", wish)
            #expect("\(keyless.status) \(keyless.code ?? "")" == "400 request/header")
            #expect(try Written(town) == before)
            // The same door opens for what is right, so it was not shut for another reason.
            try await resident.put(line, #"{"quantity": 1}"#)
            #expect(try Written(town) != before)
        }
    }
}

/// A body that must not pass, and how it is told so.
struct BadInput {
    let name: String
    let body: [UInt8]
    var type = "application/json"
    /// Status and code.
    let answer: String

    init(_ name: String, _ body: [UInt8], type: String = "application/json", _ answer: String) {
        (self.name, self.body, self.type, self.answer) = (name, body, type, answer)
    }

    init(_ name: String, _ body: String, type: String = "application/json", _ answer: String) {
        self.init(name, Array(body.utf8), type: type, answer)
    }

    /// Has the shape of a summary's hash.
    static let noHash = String(repeating: "0", count: 64)

    /// For a line of a basket.
    static let lines = [
        BadInput("no body", "", "400 request/not-json"),
        BadInput("broken off", #"{"quantity": "#, "400 request/not-json"),
        BadInput("two documents", #"{"quantity": 1}{}"#, "400 request/not-json"),
        BadInput("a member twice", #"{"quantity": 1, "quantity": 2}"#, "400 request/not-json"),
        BadInput("no object", "[1]", "400 request/fields"),
        BadInput("a text for a number", #"{"quantity": "1"}"#, "400 request/fields"),
        BadInput("a member nobody knows", #"{"quantity": 1, "price": 1}"#, "400 request/fields"),
        BadInput("nothing", #"{"quantity": null}"#, "400 request/fields"),
        BadInput("half a piece", #"{"quantity": 0.5}"#, "400 request/fields"),
        BadInput("less than nothing", #"{"quantity": -1}"#, "400 request/fields"),
        BadInput("2^63", #"{"quantity": 9223372036854775808}"#, "400 request/fields"),
        BadInput("2^63 as a float", #"{"quantity": 9.3e18}"#, "400 request/fields"),
        BadInput("NUL in a text", #"{"quantity": 1, "note": "a\u0000b"}"#, "400 request/not-json"),
        BadInput("NUL in a key", [0x7B, 0x22, 0x00, 0x22, 0x3A, 0x31, 0x7D], "400 request/not-json"),
        BadInput("half a UTF-8 sequence", around(note: [0x61, 0xC3]), "400 request/not-json"),
        BadInput("CP1252", around(note: [0x4B, 0xE4, 0x73, 0x65]), "400 request/not-json"),
        BadInput(
            "a list in CP1252", [0x4B, 0xE4, 0x73, 0x65, 0x3B, 0x31, 0x0A], type: "text/csv", "415 request/media-type"),
    ]

    /// For a shop's stock.
    static let stockReports = [
        BadInput("2^63 pieces", report(#""onHand": 9223372036854775808"#), "400 request/fields"),
        BadInput("fewer than none", report(#""onHand": -1"#), "400 request/fields"),
        BadInput("two amounts", report(#""onHand": 1, "delta": 1"#), "400 request/fields"),
        BadInput("no day", report(#""onHand": 1"#).replacing("-11-", with: "-13-"), "400 request/fields"),
    ]

    private static func around(note: [UInt8]) -> [UInt8] {
        Array(#"{"quantity": 1, "note": ""#.utf8) + note + Array(#""}"#.utf8)
    }

    private static func report(_ amount: String) -> String {
        """
        {"branch": "01a204cc-3fe7-700b-8975-db24a3b819b5",
         "reports": [{"sku": "A1", \(amount), "observedAt": "2026-11-22T10:00:00Z"}]}
        """
    }
}

/// Everything that people's wishes are written to; jobs and announcements of the clock's own are left out.
struct Written: Equatable {
    private let digests: [[String?]]

    init(_ town: LiveTown) throws {
        let tables = [
            "accounts", "basket_lines", "baskets", "checkouts", "idempotency_keys", "import_runs", "offers",
            "products", "purchases", "slot_holds", "stock_levels",
        ]
        let digest = tables.map {
            "SELECT '\($0)', count(*), md5(string_agg(t::text, ',' ORDER BY t::text)) FROM \($0) t"
        }
        digests = try town.superuser().run(digest.joined(separator: " UNION ALL "))
    }
}
