import Catalogue
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Orders
@testable import Slots

/// From lines that a client kept itself to a purchase, in two requests.
@Suite(.serialized) struct DirectCheckoutTests {
    @Test func `lines and a slot become a checkout, the checkout a purchase`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offers = try [town.town.offer(0, .init(cents: 300, stock: 3)), town.town.offer(1, .init(stock: 3))]
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            let wish = try await town.wish(offers, quantity: 2, guest)
            let shown = try await guest.post(town.base + "/checkouts", wish, ["Idempotency-Key": "till"])
            #expect(shown.status == 201, "\(shown.text)")
            #expect(try town.town.stock(offers[0]) == [3, 2])
            let again = try await guest.post(town.base + "/checkouts", wish, ["Idempotency-Key": "till"])
            #expect(again.bytes == shown.bytes && again.header("idempotent-replayed") == "true")
            #expect(try town.town.number("SELECT count(*) FROM slot_holds") == 1)
            let placed = try await guest.post(
                town.base + "/purchases", town.placement(shown), ["Idempotency-Key": "button"])
            #expect(placed.status == 201, "\(placed.text)")
            #expect(try town.town.stock(offers[0]) == [1, 0])
            #expect(try town.town.number("SELECT count(*) FROM slot_holds WHERE state = 'booked'") == 1)
            #expect(try town.town.number("SELECT count(*) FROM baskets") == 0)
            #expect(try town.town.imbalances() == 0)
        }
    }

    @Test func `a refused one leaves no place and no goods behind`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 900, stock: 3))
        try await town.serve { client in
            let guest = client.with(token: town.guest())
            func code(_ body: String) async throws -> String? {
                try await guest.post(town.base + "/checkouts", body, ["Idempotency-Key": "k\(body.hashValue)"]).code
            }
            #expect(try await code(town.wish([offer], quantity: 4, guest)) == "orders/too-few")
            #expect(try await code(town.wish([], quantity: 1, guest)) == "orders/basket-empty")
            #expect(
                try await code(town.wish([.make(at: town.town.clock.now)], quantity: 1, guest)) == "orders/not-offered")
            let elsewhere = try await town.wish([offer], quantity: 1, guest)
                .replacing("\"latitude\":51", with: "\"latitude\":10")
            #expect(try await code(elsewhere) == "cities/not-served")
            #expect(try await code("{}") == "request/fields")
            #expect(try town.town.stock(offer) == [3, 0])
            #expect(try town.town.number("SELECT count(*) FROM slot_holds") == 0)
            #expect(try town.town.number("SELECT sum(booked) FROM slots") == 0)
        }
    }

    @Test func `what was forgotten at the till is there for the next under the same key`() async throws {
        let town = try await ServedTown()
        defer { town.town.close() }
        let offer = try town.town.offer(0, .init(cents: 900, stock: 1))
        try await town.serve { client in
            let first = client.with(token: town.guest())
            let second = client.with(token: town.guest())
            let path = town.base + "/checkouts"
            let wish = try await town.wish([offer], quantity: 1, first)
            #expect(try await first.post(path, wish, ["Idempotency-Key": "a"]).status == 201)
            #expect(try await second.post(path, wish, ["Idempotency-Key": "a"]).code == "orders/too-few")
            town.town.clock.advance(seconds: 601)
            let now = try await second.post(path, wish, ["Idempotency-Key": "a"])
            #expect(now.status == 201, "\(now.text)")
        }
    }
}

extension ServedTown {
    /// The body of a direct checkout, in the first slot from 30 hours on.
    fileprivate func wish(_ offers: [ID<Offer>], quantity: Int, _ client: Client) async throws -> String {
        let from = (town.clock.now + 30 * 3600).description
        let slots = try await client.get(base + "/slots?zone=mitte&from=\(from)")
        let slot = slots.json["items"]?.elements.first?["id"]?.string ?? ""
        let lines = offers.map { #"{"offer":"\#($0)","quantity":\#(quantity)}"# }.joined(separator: ",")
        return """
            {"lines":[\(lines)],"slot":"\(slot)","payment":"cash","contact":{"name":"Erika Muster",
             "phone":"0151 1234567","street":"Hauptstraße","houseNumber":"5","postcode":"40000",
             "town":"Teststadt","place":{"latitude":51,"longitude":7}}}
            """
    }
}
