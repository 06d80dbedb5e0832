import Hummingbird
import Logging
import TestSupport
import Testing
import Web

@Suite struct ContractTests {
    /// Schema, value, whether it fits.
    static let cases: [(String, String, Bool)] = [
        (#"{"type":"string"}"#, #""x""#, true), (#"{"type":"string"}"#, "1", false),
        (#"{"type":["string","null"]}"#, "null", true), (#"{"type":["string","null"]}"#, "1", false),
        (#"{"type":"integer"}"#, "1", true), (#"{"type":"integer"}"#, "1.5", false),
        (#"{"type":"number"}"#, "1.5", true),
        (#"{"type":"boolean"}"#, "false", true), (#"{"type":"object"}"#, "[]", false),
        (#"{"type":"array"}"#, "[]", true),
        (#"{"enum":["a",1]}"#, "1.0", true), (#"{"enum":["a",1]}"#, #""b""#, false),
        (#"{"const":"EUR"}"#, #""EUR""#, true), (#"{"const":"EUR"}"#, #""USD""#, false),
        (#"{"minLength":2,"maxLength":3}"#, #""ää""#, true), (#"{"minLength":2}"#, #""ä""#, false),
        (#"{"maxLength":2}"#, #""abc""#, false), (#"{"pattern":"^[a-z]+$"}"#, #""abc""#, true),
        (#"{"pattern":"^[a-z]+$"}"#, #""aBc""#, false), (#"{"minimum":1,"maximum":3}"#, "3", true),
        (#"{"minimum":1}"#, "0", false), (#"{"maximum":3}"#, "3.1", false), (#"{"exclusiveMinimum":1}"#, "1", false),
        (#"{"exclusiveMaximum":1}"#, "1", false), (#"{"multipleOf":5}"#, "10", true),
        (#"{"multipleOf":5}"#, "11", false),
        (#"{"minItems":1,"maxItems":2}"#, "[1]", true), (#"{"minItems":1}"#, "[]", false),
        (#"{"maxItems":2}"#, "[1,2,3]", false), (#"{"uniqueItems":true}"#, "[1,2,1]", false),
        (#"{"items":{"type":"string"}}"#, #"["a",1]"#, false),
        (#"{"prefixItems":[{"type":"number"}],"items":false}"#, "[1]", true),
        (#"{"prefixItems":[{"type":"number"}],"items":false}"#, "[1,2]", false),
        (#"{"format":"uuid"}"#, #""0192f0c1-2345-7678-9abc-def012345678""#, true),
        (#"{"format":"uuid"}"#, #""0192""#, false),
        (#"{"format":"uuid"}"#, #""0192F0C1-2345-7678-9ABC-DEF012345678""#, false),
        (#"{"format":"date-time"}"#, #""2026-11-22T10:00:00.000Z""#, true),
        (#"{"format":"date-time"}"#, #""2026-11-22""#, false),
        (#"{"format":"date"}"#, #""2026-02-29""#, false), (#"{"format":"uri"}"#, #""https://a.example/b""#, true),
        (#"{"format":"uri"}"#, #""b""#, false), (#"{"format":"invented"}"#, #""b""#, false),
        (#"{"required":["a"],"properties":{"a":{"type":"number"}}}"#, #"{"a":1}"#, true),
        (#"{"required":["a"],"properties":{"a":{"type":"number"}}}"#, "{}", false),
        (#"{"properties":{"a":{"type":"number"}}}"#, #"{"a":"1"}"#, false),
        (#"{"properties":{"a":{}}}"#, #"{"a":1,"b":2}"#, false),
        (#"{"properties":{"a":{}},"additionalProperties":true}"#, #"{"a":1,"b":2}"#, true),
        (#"{"properties":{"a":{}},"additionalProperties":{"type":"string"}}"#, #"{"a":1,"b":2}"#, false),
        (#"{"additionalProperties":false}"#, #"{"b":2}"#, false),
        (#"{"propertyNames":{"pattern":"^[a-z]$"}}"#, #"{"B":2}"#, false),
        (#"{"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}"#, #"{"a":1,"b":2}"#, true),
        (#"{"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]}"#, #"{"a":1,"c":2}"#, false),
        (#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#, "null", true),
        (#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#, "1", false),
        (#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "1", false),
        (#"{"anyOf":[{"type":"number"},{"type":"integer"}]}"#, "1", true),
        (
            #"{"oneOf":[{"properties":{"a":{}},"required":["a"]},{"properties":{"b":{}},"required":["b"]}]}"#,
            #"{"b":1}"#, true
        ),
        (##"{"$ref":"#/components/schemas/Money"}"##, #"{"amount":1,"currency":"EUR"}"#, true),
        (##"{"$ref":"#/components/schemas/Money"}"##, #"{"amount":1,"currency":"EUR","cents":1}"#, false),
        (##"{"$ref":"#/components/schemas/Nowhere"}"##, "1", false), (#"{"minimun":1}"#, "1", false),
    ]

    @Test(arguments: cases)
    func `the judge of schemas judges right`(_ schema: String, _ value: String, _ fits: Bool) throws {
        let errors = Schema(Contract.fruits.document).errors(
            try JSONTree(parsing: Array(value.utf8)), against: try JSONTree(parsing: Array(schema.utf8)))
        #expect(errors.isEmpty == fits, "\(errors)")
    }

    /// What a made-up server answers that the document does not say.
    struct Liar: Sendable {
        func mount(on endpoints: Endpoints<WebContext>) {
            endpoints.group("v1/orchards/{orchard}").get("fruits", use: list).post("fruits", use: plant)
                .get("secrets", use: list).delete("fruits/{fruit}", use: fell)
        }
        @Sendable func list(_ request: Request, _ context: WebContext) throws -> Answer {
            switch request.headers[.accept] {
            case "status": Answer(Page([Fruit(name: "x")]), status: .accepted)
            case "type": Answer(bytes: Array("{}".utf8), type: "text/plain")
            case "body": Answer(Fruit(name: "x"))
            case "value": Answer(Page([Fruit(name: "")]))
            case "header": Answer(Page([Fruit(name: "x")]), headers: [.server: "secret"])
            case "broken": Answer(bytes: Array(#"{"items":[],"items":[]}"#.utf8), type: "application/json")
            default: Answer(Page([Fruit(name: "x")]))
            }
        }
        @Sendable func plant(_ request: Request, _ context: WebContext) throws -> Answer {
            request.headers[.accept] == "location"
                ? Answer(Fruit(name: "x"), status: .created)
                : .created(Fruit(name: "x"), at: "/x")
        }
        @Sendable func fell(_ request: Request, _ context: WebContext) throws -> Answer { Answer(Fruit(name: "x")) }
    }

    @Test(arguments: [
        ("GET", "fruits", "", "", true), ("GET", "fruits?limit=5", "", "", true),
        ("GET", "fruits", "status", "", false),
        ("GET", "fruits", "type", "", false), ("GET", "fruits", "body", "", false),
        ("GET", "fruits", "value", "", false),
        ("GET", "fruits", "header", "", false), ("GET", "fruits", "broken", "", false),
        ("GET", "secrets", "", "", false),
        ("GET", "fruits?undescribed=1", "", "", false), ("GET", "fruits?limit=0", "", "", false),
        ("GET", "fruits?ripe=maybe", "", "", true), ("POST", "fruits", "", #"{"name":"x"}"#, true),
        ("POST", "fruits", "location", #"{"name":"x"}"#, false), ("POST", "fruits", "", #"{"nam":"x"}"#, false),
        ("POST", "fruits", "", "", false), ("DELETE", "fruits/1", "", "", false),
    ])
    func `what the document does not say fails the test`(
        _ method: String, _ path: String, _ lie: String, _ body: String, _ holds: Bool
    ) async throws {
        try await serving({ Liar().mount(on: $0) }, contract: .fruits) { client in
            let sent = body.isEmpty ? nil : Array(body.utf8)
            do {
                _ = try await client.send(method, "/v1/orchards/north/" + path, ["Accept": lie], body: sent)
                if !holds { Issue.record("the contract let it pass") }
            } catch let broken as Contract.Broken {
                if holds { Issue.record("\(broken)") }
            }
        }
    }

    @Test func `the document is served, and says what is mounted`() async throws {
        try await serveFruits { client in
            let reply = try await client.get("/v1/openapi.json")
            #expect(reply.bytes == Contract.fruits.document.bytes)
            let tag = try #require(reply.header("etag"))
            #expect(try await client.get("/v1/openapi.json", ["If-None-Match": tag]).status == 304)
        }
        let outlets = LogOutlets(logger: .init(label: "test"), sink: .nowhere)
        let server = Server(settings: .test, document: Contract.fruits.document, outlets: outlets) {
            FruitRoutes().mount(on: $0)
        }
        #expect(Contract.fruits.document.differences(from: server.table) == [])
        let empty = Server(settings: .test, document: Contract.fruits.document, outlets: outlets) {
            $0.get("extra") { _, _ in Answer.noContent }
        }
        let differences = Contract.fruits.document.differences(from: empty.table)
        #expect(differences.first == "GET /extra is mounted, but not described")
        #expect(differences.count == 9)
    }

    static let flawed: [([String], String)] = [
        ([#"{"openapi":"3.0.0"}"#], "no part says openapi 3.1"),
        ([##"{"openapi":"3.1.0","a":{"$ref":"#/b"}}"##], "#/b leads nowhere"),
        ([#"{"openapi":"3.1.0","a":{"$ref":"http://x"}}"#], "http://x leads nowhere"),
        ([#"{"openapi":"3.1.0"}"#, #"{"openapi":"3.1.1"}"#], "part 1: /openapi is there already"),
        (
            [
                #"{"openapi":"3.1.0","components":{"schemas":{"A":{"type":"string"}}}}"#,
                #"{"components":{"schemas":{"A":{"type":"number"}}}}"#,
            ], "part 1: /components/schemas/A is there already"
        ),
        ([#"{"openapi":"3.1.0""#], "part 0: The body is no JSON at byte 18: the document ends too early."),
    ]

    @Test(arguments: flawed)
    func `parts that are no document are refused`(_ parts: [String], _ flaw: String) {
        #expect(throws: APIDocument.Flaw(description: flaw)) {
            try APIDocument(merging: parts.enumerated().map { ("part \($0)", Array($1.utf8)) })
        }
    }

    @Test func `the project's own parts are one document`() {
        #expect(!Contract.project.document.operations.isEmpty)
    }
}
