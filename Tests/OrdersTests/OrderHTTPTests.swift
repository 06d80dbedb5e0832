import Accounts
import Catalogue
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// The routes over real HTTP, every answer held against the API document.
@Suite(.serialized) struct OrderHTTPTests {
    @Test func `a guest orders at two shops, and each shop sees its own`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offers = try [
            town.town.offer(0, .init(cents: 300, title: "Brot")), town.town.offer(1, .init(cents: 300, title: "Milch")),
        ]
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let checkout = try await town.checkOut(offers, guest)
            let body = town.placement(checkout)
            let placed = try await guest.post(town.base + "/purchases", body, ["Idempotency-Key": "a"])
            #expect(placed.status == 201, "\(placed.text)")
            let again = try await guest.post(town.base + "/purchases", body, ["Idempotency-Key": "a"])
            #expect(again.bytes == placed.bytes && again.header("idempotent-replayed") == "true")
            let purchase = town.base + "/purchases/\(placed.json["id"]?.string ?? "")"
            #expect(try await guest.get(purchase).json["total"]?["amount"]?.int == 300 + 300 + 390)
            #expect(try await client.with(token: town.guest()).get(purchase).status == 404)
            for shop in 0...1 { try await packs(shop, town, client) }
            #expect(try await guest.get(purchase).json["state"]?.string == "partly_ready")
        }
    }

    /// Accepts and packs the only order in its inbox; nothing of the other shop or the resident is in any answer.
    private func packs(_ shop: Int, _ town: ServedTown, _ client: Client) async throws {
        let staff = try await client.with(token: town.staff(of: shop))
        let inbox = town.base + "/retailers/\(town.town.shops[shop])/orders"
        let list = try await staff.get(inbox + "?state=placed&limit=1")
        #expect(list.json["items"]?.elements.count == 1 && list.json["next"] == nil)
        for foreign in [shop == 0 ? "Milch" : "Brot", "Muster", "Hauptstra", "0151", "doorCode", "deliveryFee"] {
            #expect(!list.text.contains(foreign), "\(foreign)")
        }
        let order = inbox + "/\(list.json["items"]?.elements[0]["id"]?.string ?? "")"
        let foreign = town.base + "/retailers/\(town.town.shops[1 - shop])/orders"
        #expect(try await staff.get(foreign).status == 404)
        let line = list.json["items"]?.elements[0]["lines"]?.elements[0]["position"]?.int ?? -1
        let packed = "{\"lines\":[{\"position\":\(line),\"picked\":1}]}"
        #expect(try await staff.post(order + "/readiness", packed).status == 409)
        #expect(try await staff.post(order + "/acceptance", "").status == 200)
        #expect(try await staff.post(order + "/picking", "").status == 200)
        let picks = try await staff.get(String(inbox.dropLast("orders".count)) + "picking-list?to=2026-06-04T00:00:00Z")
        #expect(picks.json["items"]?.elements[0]["lines"]?.elements.count == 1, "\(picks.text)")
        let ready = try await staff.post(order + "/readiness", packed)
        #expect(ready.json["state"]?.string == "ready", "\(ready.text)")
        #expect(try await staff.post(order + "/refusal", #"{"reason":"zu spät"}"#).code == "orders/wrong-state")
    }

    @Test func `an operator calls an order off, and nobody else by that path`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let placed = try await town.town.order("erika", [(town.town.offer(0, .init(cents: 600)), 1)])
        let path = town.base + "/orders/\(placed.orders[0].id)/cancellation"
        let reason = #"{"reason":"Laden überschwemmt"}"#
        try await town.serve { client in
            #expect(try await client.post(path, reason).status == 401)
            #expect(try await client.with(token: town.guest()).post(path, reason).status == 403)
            #expect(try await client.with(token: town.staff(of: 0)).post(path, reason).status == 403)
            let clerk = try await client.with(token: town.account(.operator))
            #expect(try await clerk.post(path, "{}").status == 400)
            #expect(try await clerk.post(path, reason).json["state"]?.string == "cancelled")
        }
        #expect(try town.town.imbalances() == 0)
        #expect(try town.town.number("SELECT count(*) FROM audit_entries WHERE reason = 'Laden überschwemmt'") == 1)
    }

    @Test func `a purchase list goes on where its page ended`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 600))
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            var placed: [String] = []
            for number in 0..<3 {
                let body = try await town.placement(town.checkOut([offer], guest))
                let reply = try await guest.post(town.base + "/purchases", body, ["Idempotency-Key": "\(number)"])
                placed.append(reply.json["id"]?.string ?? "")
            }
            let first = try await guest.get(town.base + "/purchases?limit=2")
            let next = first.json["next"]?.string ?? ""
            let second = try await guest.get(town.base + "/purchases?limit=2&cursor=\(next)")
            let seen = ((first.json["items"]?.elements ?? []) + (second.json["items"]?.elements ?? []))
            #expect(Set(seen.compactMap { $0["id"]?.string }) == Set(placed) && seen.count == 3)
            #expect(second.json["next"] == nil)
            #expect(try await guest.get(town.base + "/purchases?cursor=abc").status == 400)
        }
    }

    @Test func `what is short names the line and what is left`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 600, stock: 2))
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let reply = try await town.tryCheckOut([offer], quantity: 3, guest)
            #expect(reply.status == 409 && reply.code == "orders/too-few")
            #expect(reply.errors == ["/lines/0/quantity too-few"])
            #expect(reply.text.contains("2 are left"))
        }
    }

    @Test(arguments: [
        ("{", 400), ("[]", 400), (#"{"quantity":"1"}"#, 400), (#"{"quantity":0}"#, 400), (#"{"quantity":1000}"#, 400),
        (#"{"quantity":9223372036854775808}"#, 400), (#"{"quantity":1,"quantity":2}"#, 400),
        (#"{"quantity":1,"price":1}"#, 400), (#"{"quantity":1,"substitution":"gern"}"#, 400),
        ("{\"quantity\":1,\"substitution\":\"\\u0000\"}", 400), ("{\"quantity\":1.5}", 400), ("", 400),
    ])
    func `a line that cannot be read changes nothing`(body: String, status: Int) async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer()
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let basket = try await guest.post(town.base + "/baskets", "")
            let path = town.base + "/baskets/\(basket.json["id"]?.string ?? "")/lines/\(offer)"
            #expect(try await guest.put(path, body).status == status)
        }
        #expect(try town.town.number("SELECT count(*) FROM basket_lines") == 0)
    }
}
