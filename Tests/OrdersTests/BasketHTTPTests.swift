import Accounts
import Catalogue
import Cities
import Postgres
import Retailers
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// Baskets over real HTTP: prices, what cannot be had, the slots that fit, and whose they are.
@Suite(.serialized) struct BasketHTTPTests {
    @Test func `a basket shows prices, deposit, what cannot be had and what delivery would cost`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let bread = try town.town.offer(0, .init(cents: 300, deposit: "bottle-8", title: "Saft"))
        let milk = try town.town.offer(1, .init(cents: 100, stock: 1, title: "Milch"))
        let gone = try town.town.offer(2, .init(cents: 100, title: "Käse"))
        let resting = try town.town.offer(3, .init(cents: 100, title: "Wurst"))
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let basket = try await guest.post(town.base + "/baskets", "")
            #expect(basket.status == 201 && basket.json["total"]?["amount"]?.int == 0)
            let path = town.base + "/baskets/\(basket.json["id"]?.string ?? "")"
            for (offer, count) in [(bread, 2), (milk, 3), (gone, 1), (resting, 1)] {
                #expect(try await guest.put(path + "/lines/\(offer)", "{\"quantity\":\(count)}").status == 200)
            }
            try town.town.town.superuser().run(
                """
                UPDATE offers SET state = 'paused' WHERE id = '\(gone)';
                UPDATE retailers SET paused_until = '2026-07-01T00:00:00Z' WHERE id = '\(town.town.shops[3])'
                """)
            let shown = try await guest.get(path + "?zone=mitte")
            let lines = shown.json["lines"]?.elements ?? []
            #expect(lines.map { $0["hindrance"]?.string } == [nil, "too-few", "not-offered", "shop-rests"])
            #expect(lines[1]["available"]?.int == 1 && lines[2]["sale"]?["title"]?.string == "Käse")
            #expect(lines[0]["sale"]?["goods"]?["amount"]?.int == 600)
            #expect(lines[0]["sale"]?["deposit"]?["amount"]?.int == 16)
            #expect(lines[0]["sale"]?["unitPrice"]?["price"]?["amount"]?.int == 600)
            #expect(shown.json["goods"]?["amount"]?.int == 600 && shown.json["deposits"]?["amount"]?.int == 16)
            #expect(shown.json["delivery"]?["fee"]?["amount"]?.int == 390)
            #expect(shown.json["total"]?["amount"]?.int == 600 + 16 + 390)
            #expect(try await guest.delete(path + "/lines/\(bread)").json["total"]?["amount"]?.int == 0)
            let short = try await guest.get(path + "?lat=51&lon=7")
            #expect(short.json["delivery"]?["missing"]?["amount"]?.int == 500, "\(short.text)")
            #expect(try await guest.get(path + "?lat=60&lon=7").code == "cities/not-served")
            #expect(try await guest.get(path + "?lat=51").status == 400)
            #expect(try await client.with(token: town.guest()).get(path).status == 404)
        }
    }

    @Test func `all lines of a basket are set at once, in their order, and nobody else's`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let bread = try town.town.offer(0, .init(cents: 300, title: "Brot"))
        let milk = try town.town.offer(1, .init(cents: 100, title: "Milch"))
        let cheese = try town.town.offer(2, .init(cents: 200, title: "Käse"))
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let basket = try await guest.post(town.base + "/baskets", "").json["id"]?.string ?? ""
            let path = town.base + "/baskets/\(basket)/lines"
            func lines(_ wishes: (ID<Offer>, Int)...) -> String {
                "{\"lines\":[\(wishes.map { "{\"offer\":\"\($0.0)\",\"quantity\":\($0.1)}" }.joined(separator: ","))]}"
            }
            let first = try await guest.put(path, lines((milk, 1), (bread, 2)))
            #expect(first.status == 200 && first.json["total"]?["amount"]?.int == 700, "\(first.text)")
            let titles = first.json["lines"]?.elements.map { $0["sale"]?["title"]?.string }
            #expect(titles == ["Milch", "Brot"])
            let second = try await guest.put(path, lines((cheese, 1), (milk, 3)))
            #expect(second.json["total"]?["amount"]?.int == 500 && second.json["lines"]?.elements.count == 2)
            #expect(try await guest.put(path, lines((milk, 1), (milk, 2))).status == 400)
            #expect(try await guest.put(path, lines((milk, 0))).status == 400)
            #expect(try await guest.put(path, lines((.make(at: town.town.clock.now), 1))).status == 404)
            #expect(try await client.with(token: town.guest()).put(path, lines((milk, 1))).status == 404)
            let kept = try await guest.get(town.base + "/baskets/\(basket)")
            #expect(kept.json["total"]?["amount"]?.int == 500, "a refused change leaves the basket as it was")
            let filled = try await guest.post(town.base + "/baskets", lines((milk, 2), (bread, 1)))
            #expect(filled.status == 201 && filled.json["total"]?["amount"]?.int == 500, "\(filled.text)")
            let address = town.base + "/baskets/\(filled.json["id"]?.string ?? "")"
            #expect(try await guest.get(address).json["lines"]?.elements.count == 2)
            #expect(try await guest.post(town.base + "/baskets", lines((milk, 1), (milk, 1))).status == 400)
            #expect(
                try await guest.post(town.base + "/baskets", lines((.make(at: town.town.clock.now), 1))).status == 404)
            let empty = try await guest.put(path, #"{"lines":[]}"#)
            #expect(empty.status == 200 && empty.json["lines"]?.elements.isEmpty == true)
        }
    }

    @Test func `a basket sees the slots that have room for it and in which its shops are ready`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 300))
        try town.town.open(0, "Mo-Fr 09:00-18:00")
        let manager = try await town.account(.manager, of: town.town.shops[0])
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let basket = try await guest.post(town.base + "/baskets", "").json["id"]?.string ?? ""
            let path = town.base + "/baskets/\(basket)"
            _ = try await guest.put(path + "/lines/\(offer)", #"{"quantity":6}"#)
            func first() async throws -> String? {
                try await guest.get(path + "/slots?zone=mitte").json["items"]?.elements.first?["start"]?.string
            }
            let anybody = try await guest.get(town.base + "/slots?zone=mitte").json["items"]?.elements.first
            #expect(anybody?["start"]?.string == "2026-06-01T06:00:00.000Z")
            #expect(try await first() == "2026-06-01T08:00:00.000Z")
            let terms = town.base + "/retailers/\(town.town.shops[0])/selling-terms"
            let chief = client.with(token: manager)
            let tag = try #require(try await chief.get(terms).header("etag"))
            let wish = #"{"preparation":[{"itemsAtLeast":5,"minutes":180},{"minutes":15}]}"#
            #expect(try await chief.put(terms, wish, ["If-Match": tag]).status == 200)
            #expect(try await chief.put(terms, wish, ["If-Match": tag]).status == 412)
            #expect(try await chief.put(terms, #"{"answerSeconds":1}"#, ["If-Match": "\"1\""]).status == 400)
            #expect(try await first() == "2026-06-01T10:00:00.000Z")
            let limit = PoolRule(
                id: .make(at: town.town.clock.now), name: "Räder", scope: PoolScope(), unit: .items, amount: 5,
                weekdays: [1], minutes: 0..<1440)
            let act = SlotAct(in: town.town.city, by: .system)
            _ = try await town.town.doors[0].slots.add(limit, act)
            #expect(try await first() == "2026-06-02T06:00:00.000Z")
            _ = try await guest.put(path + "/lines/\(offer)", #"{"quantity":5}"#)
            #expect(try await first() == "2026-06-01T10:00:00.000Z")
            #expect(try await client.with(token: town.guest()).get(path + "/slots?zone=mitte").status == 404)
            let staff = try await client.with(token: town.staff(of: 1))
            #expect(try await staff.get(terms).status == 404)
        }
    }

    @Test func `what a guest ordered is theirs by the token alone, until an account claims it`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 600))
        let (token, account) = try await (town.guest(), town.account(.resident))
        try await town.serve { client in
            let (guest, resident) = (client.with(token: token), client.with(token: account))
            let body = try await town.placement(town.checkOut([offer], guest))
            let placed = try await guest.post(town.base + "/purchases", body, ["Idempotency-Key": "a"])
            let path = town.base + "/purchases/\(placed.json["id"]?.string ?? "")"
            #expect(try await guest.get(path).status == 200)
            #expect(try await client.get(path).status == 401)
            #expect(try await resident.get(path).status == 404)
            let claims = town.base + "/purchase-claims"
            let claim = "{\"guestToken\":\"\(token)\"}"
            #expect(try await guest.post(claims, claim).status == 403)
            #expect(try await resident.post(claims, "{\"guestToken\":\"\(account)\"}").status >= 400)
            #expect(try await resident.post(claims, "{\"guestToken\":\"\(token)x\"}").status == 401)
            #expect(try await resident.post(claims, claim).json["purchases"]?.elements.count == 1)
            #expect(try await resident.get(path).status == 200)
            #expect(try await guest.get(path).status == 404)
            #expect(try await resident.post(claims, claim).json["purchases"]?.elements.count == 0)
            let gone = try await resident.post(path + "/cancellation", "")
            #expect(gone.json["state"]?.string == "cancelled", "\(gone.text)")
        }
        #expect(try town.town.number("SELECT count(*) FROM audit_entries WHERE action = 'claim'") == 1)
    }

    @Test func `five shops, one fee: two fail, three go on, and the shares are always the whole`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offers = try (0..<5).map { try town.town.offer($0, .init(cents: 111 * Int64($0 + 1), stock: 4)) }
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let body = try await town.placement(town.checkOut(offers, guest))
            let placed = try await guest.post(town.base + "/purchases", body, ["Idempotency-Key": "a"])
            #expect(placed.json["deliveryFee"]?["amount"]?.int == 390)
            #expect(Self.shares(placed.json) == [26, 52, 78, 104, 130])
            let path = town.base + "/purchases/\(placed.json["id"]?.string ?? "")"
            for shop in [0, 3] {
                let staff = try await client.with(token: town.staff(of: shop))
                let order = placed.json["orders"]?.elements[shop]["id"]?.string ?? ""
                let at = town.base + "/retailers/\(town.town.shops[shop])/orders/\(order)/refusal"
                let refused = try await staff.post(at, #"{"reason":"ausverkauft"}"#)
                #expect(refused.json["state"]?.string == "refused" && refused.json["deliveryShare"] == nil)
            }
            let now = try await guest.get(path)
            #expect(now.json["state"]?.string == "partly_cancelled")
            #expect(Self.shares(now.json) == [nil, 78, 117, nil, 195])
            #expect(now.json["current"]?["amount"]?.int == 222 + 333 + 555 + 390)
        }
        #expect(try town.town.balance("receivable") == 222 + 333 + 555 + 390)
        #expect(try town.town.imbalances() == 0)
        #expect(try offers.map(town.town.stock) == [[4, 0], [3, 0], [3, 0], [4, 0], [3, 0]])
        #expect(try town.town.placesTaken() == 1)
    }

    private static func shares(_ purchase: JSONTree) -> [Int?] {
        purchase["orders"]?.elements.map { $0["deliveryShare"]?["amount"]?.int } ?? []
    }

    @Test(arguments: ["/purchases", "/holds"])
    func `a missing key is told before anything else is read`(path: String) async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        try await town.serve { client in
            let reply = try await client.with(token: town.guest()).post(town.base + path, "{")
            #expect(reply.status == 400)
            #expect(reply.errors == ["Idempotency-Key required"])
        }
    }
}
