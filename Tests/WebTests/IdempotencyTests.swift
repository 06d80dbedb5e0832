import Hummingbird
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// The effect: one more row.
private struct AddSale: Statement {
    static let sql = "INSERT INTO sales (number) SELECT count(*) + 1 FROM sales RETURNING number"
    func bind(_ parameters: inout Postgres.Parameters) {}
    static func decode(_ row: inout Row) throws(Fault) -> Int { try row.next() }
}

private struct CountSales: Statement {
    static let sql = "SELECT count(*) FROM sales"
    func bind(_ parameters: inout Postgres.Parameters) {}
    static func decode(_ row: inout Row) throws(Fault) -> Int { try row.next() }
}

/// Sells once a key.
private struct Till: Sendable {
    let database: Database
    let city = CityID.make(at: Clock.system.now())

    init() throws {
        let town = try TestDatabase(connections: 4)
        let session = try town.superuser()
        try session.run("CREATE TABLE sales (number bigint PRIMARY KEY)")
        try session.run("GRANT ALL ON sales TO liefert_app")
        database = town.pool
    }

    var sold: Int? { get async throws { try await database.first(CountSales()) } }

    func mount(on endpoints: Endpoints<WebContext>) { endpoints.post("sales/{day}", use: sell) }

    @Sendable func sell(_ request: Request, _ context: WebContext) async throws -> Answer {
        let body = try await request.json()
        var fields = try body.object()
        let wish = try fields.required("wish", characters: 1...20)
        try fields.end()
        let by = request.headers[.authorization] ?? ""
        let once = try context.once(request, body, by: by, status: .created) { (number: Int) in Sale(id: "\(number)") }
        let answered = try await database.transaction(in: city, once: once) { tx in
            let number = try tx.first(AddSale())
            switch wish {
            case "refusal": throw FruitProblem.basketFull
            case "fault": throw Fault(.unavailable, "away")
            case "forbidden": throw RequestProblem.forbidden
            default: return number ?? 0
            }
        }
        return Answer(answered, at: "/sales/")
    }
}

private struct Sale: View {
    let id: String
    func write(to json: inout JSONWriter) { json.object { $0.field("id", id) } }
}

@Suite struct IdempotencyTests {
    private let till: Till

    init() throws { till = try Till() }

    private func sell(
        _ client: Client, _ body: String, key: String = "key-1", by: String = "anna", day: String = "monday"
    ) async throws -> Reply {
        try await client.with(token: by).post("/sales/\(day)", body, ["Idempotency-Key": key])
    }

    @Test func `a retry gets the first answer, and nothing happens again`() async throws {
        try await serving({ till.mount(on: $0) }, contract: nil) { client in
            let first = try await sell(client, #"{"wish":"pear"}"#)
            #expect(first.status == 201 && first.header("location") == "/sales/1")
            #expect(first.header("idempotent-replayed") == nil)
            let again = try await sell(client, #"{ "wish": "pear" }"#, key: "\"key-1\"")
            #expect(again.status == 201 && again.bytes == first.bytes && again.header("location") == "/sales/1")
            #expect(again.header("idempotent-replayed") == "true")
            #expect(try await till.sold == 1)
        }
    }

    @Test func `a key is bound to its body, its address and its owner`() async throws {
        try await serving({ till.mount(on: $0) }, contract: nil) { client in
            _ = try await sell(client, #"{"wish":"pear"}"#)
            let other = try await sell(client, #"{"wish":"plum"}"#)
            #expect(other.status == 422 && other.code == "request/key-reused")
            #expect(try await sell(client, #"{"wish":"pear"}"#, day: "tuesday").status == 422)
            #expect(try await sell(client, #"{"wish":"pear"}"#, by: "berta").json["id"]?.string == "2")
        }
    }

    @Test func `a refusal is kept, a fault and a missing right are not`() async throws {
        try await serving({ till.mount(on: $0) }, contract: nil) { client in
            let first = try await sell(client, #"{"wish":"refusal"}"#)
            let again = try await sell(client, #"{"wish":"refusal"}"#)
            #expect(first.status == 409 && first.code == "fruits/basket-full")
            #expect(first.header("content-type") == "application/problem+json")
            #expect(again.bytes == first.bytes && again.header("idempotent-replayed") == "true")
            for (wish, status) in [("fault", 503), ("forbidden", 403)] {
                let body = #"{"wish":"\#(wish)"}"#
                #expect(try await sell(client, body, key: wish).status == status)
                #expect(try await sell(client, body, key: wish).header("idempotent-replayed") == nil)
            }
        }
    }

    @Test func `twenty at once have one effect`() async throws {
        try await serving({ till.mount(on: $0) }, contract: nil) { client in
            let replies = try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { try await sellOnceThereIsTime(client, #"{"wish":"pear"}"#) } }
                return try await group.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 && $0.json["id"]?.string == "1" })
            #expect(replies.count { $0.header("idempotent-replayed") == nil } == 1)
            #expect(try await till.sold == 1)
        }
    }

    /// Asks again as long as the answer is "later".
    private func sellOnceThereIsTime(_ client: Client, _ body: String) async throws -> Reply {
        while true {
            let reply = try await sell(client, body)
            guard reply.status == 409 || reply.status == 503 else { return reply }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
