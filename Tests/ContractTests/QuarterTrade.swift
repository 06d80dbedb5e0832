import TestSupport
import Testing
import Vocabulary
import Web

/// What the people of a quarter do before anybody is refused anything.
extension Quarter {
    static let allScopes = #"["catalogue","orders","plans","figures"]"#

    /// The city's calendar and limits, the shops' keys and lists.
    mutating func setUp(_ client: Client) async throws {
        let template = try await send(
            client, as: "operator", "POST", "/slot-templates", templateBody, expecting: 201)
        own["template"] = try template.text("id")
        let slots = try await send(client, as: "nobody", "GET", "/slots?zone=\(own["slug"] ?? "")", expecting: 200)
        own["slot"] = try #require(slots.items().last).text("id")
        let exception = try await send(
            client, as: "operator", "POST", "/slot-templates/\(own["template"] ?? "")/exceptions",
            #"{"day":"2026-06-20","isClosed":true,"reason":"\#(mark)Fest"}"#, expecting: 201)
        own["exception"] = try exception.text("id")
        let second = try await send(
            client, as: "operator", "POST", "/slot-templates/\(own["template"] ?? "")/exceptions",
            #"{"day":"2026-06-23","isClosed":true,"reason":"\#(mark)Fest"}"#, expecting: 201)
        own["exception2"] = try second.text("id")
        let blackout = try await send(
            client, as: "operator", "POST", "/slot-blackouts",
            #"{"start":"2026-07-20T10:00:00Z","end":"2026-07-20T11:00:00Z","reason":"\#(mark)Fest"}"#, expecting: 201)
        own["blackout"] = try blackout.text("id")
        let limit = try await send(
            client, as: "operator", "POST", "/slot-limits",
            #"{"name":"\#(mark)Grenze","unit":"orders","amount":500,"weekdays":[1,2,3,4,5,6,7]}"#, expecting: 201)
        own["limit"] = try limit.text("id")
        let list = try await send(
            client, as: "operator", "POST", "/retailer-imports", "name;trade\n\(mark)Bude;food\n", expecting: 201,
            type: "text/csv")
        own["list"] = try list.text("id")
        own = try await withKeysAndLists(own, owner: "owner", client)
        other = try await withKeysAndLists(other, owner: "other owner", client)
        for scope in ["catalogue", "orders", "plans", "figures"] {
            let made = try await key(#"["\#(scope)"]"#, of: own, by: "owner", client)
            tokens["key: \(scope)"] = try made.text("secret")
        }
        tokens["other key"] = try await key(Self.allScopes, of: other, by: "other owner", client).text("secret")
    }

    var templateBody: String {
        """
        {"name":"\(mark)Täglich","zone":"\(own["zone"] ?? "")","weekdays":[1,2,3,4,5,6,7],"firstMinute":480,
         "lastMinute":1200,"widthMinutes":120,"horizonDays":3,"cutoff":"order until 60 minutes before",
         "onHolidays":"open","places":100,
         "fee":{"amount":390,"currency":"EUR"}}
        """
    }

    private func key(
        _ scopes: String, of things: [String: String], by owner: String, _ client: Client
    ) async throws -> JSONTree {
        try await send(
            client, as: owner, "POST", "/retailers/\(things["retailer"] ?? "")/keys",
            #"{"name":"\#(mark)Kasse","scopes":\#(scopes)}"#, expecting: 201)
    }

    private func withKeysAndLists(
        _ things: [String: String], owner: String, _ client: Client
    ) async throws -> [String: String] {
        var things = things
        things["key"] = try await key(Self.allScopes, of: things, by: owner, client).text("id")
        for name in ["import", "import2"] {
            let path = "/retailers/\(things["retailer"] ?? "")/imports?branch=\(things["branch"] ?? "")"
            let run = try await send(
                client, as: owner, "POST", path, "sku;titel;preis\nB7;\(mark)Milch;1,20\n", expecting: 201,
                type: "text/csv")
            things[name] = try run.text("id")
        }
        return things
    }

    /// Baskets, holds and purchases of the resident and the guest, in every state that a row of the table needs.
    mutating func trade(_ client: Client) async throws {
        for name in ["order", "order2", "order3", "order4", "packed", "packed2", "spare"] {
            let hours: Int64 = name == "packed2" ? 34 : 28
            let placed = try await place("resident", hours: hours, client)
            own["purchase"] = try placed.text("id")
            own["window of \(name)"] = try placed["window"]?.text("start")
            for order in placed.items("orders") {
                let isOwn = order["retailer"]?.string == own["retailer"]
                if isOwn { own[name] = try order.text("id") } else { other[name] = try order.text("id") }
            }
            if name.hasPrefix("packed") { try await pack(name, client) }
        }
        let theirs = try await place("guest", hours: 28, client)
        other["purchase"] = try theirs.text("id")
        for (name, isOwn) in [("resident", true), ("guest", false)] {
            let ready = try await checkOut(name, hours: 30, client)
            let spare = try await hold(name, hours: 30, client)
            let things = [
                "basket": ready.basket, "checkout": try ready.checkout.text("id"),
                "hash": try ready.checkout.text("summaryHash"), "hold": spare,
            ]
            if isOwn { own.merge(things) { $1 } } else { other.merge(things) { $1 } }
        }
    }

    private func hold(_ name: String, hours: Int64, _ client: Client) async throws -> String {
        let from = MatrixTown.now + hours * 3600
        let slots = try await send(
            client, as: name, "GET", "/slots?zone=\(own["slug"] ?? "")&from=\(from)", expecting: 200)
        let slot = try #require(slots.items().first).text("id")
        return try await send(client, as: name, "POST", "/holds", #"{"slot":"\#(slot)"}"#, expecting: 201).text("id")
    }

    var contact: String {
        """
        {"name":"\(mark)Erika","phone":"0151 1234567","street":"\(mark)Straße","houseNumber":"5",
         "postcode":"40000","town":"\(mark)Stadt","place":{"latitude":51,"longitude":7},"note":"\(mark)Hinterhaus"}
        """
    }

    private func checkOut(
        _ name: String, hours: Int64, _ client: Client
    ) async throws -> (basket: String, checkout: JSONTree) {
        let basket = try await send(client, as: name, "POST", "/baskets", expecting: 201).text("id")
        for things in [own, other] {
            let line = "/baskets/\(basket)/lines/\(things["offer"] ?? "")"
            try await send(client, as: name, "PUT", line, #"{"quantity":1}"#, expecting: 200)
        }
        let hold = try await hold(name, hours: hours, client)
        let checkout = try await send(
            client, as: name, "POST", "/baskets/\(basket)/checkout",
            #"{"hold":"\#(hold)","contact":\#(contact),"payment":"cash"}"#, expecting: 200)
        return (basket, checkout)
    }

    private func place(_ name: String, hours: Int64, _ client: Client) async throws -> JSONTree {
        let checkout = try await checkOut(name, hours: hours, client).checkout
        let wish = try #"{"checkout":"\#(checkout.text("id"))","summaryHash":"\#(checkout.text("summaryHash"))"}"#
        return try await send(client, as: name, "POST", "/purchases", wish, expecting: 201)
    }

    private func pack(_ name: String, _ client: Client) async throws {
        for (things, staff) in [(own, "picker"), (other, "other picker")] {
            let order = "/retailers/\(things["retailer"] ?? "")/orders/\(things[name] ?? "")"
            try await send(client, as: staff, "POST", order + "/acceptance", expecting: 200)
            let share = try await send(client, as: staff, "POST", order + "/picking", expecting: 200)
            let position = try #require(share.items("lines").first?["position"]?.int)
            let picks = #"{"lines":[{"position":\#(position),"picked":1}]}"#
            try await send(client, as: staff, "POST", order + "/readiness", picks, expecting: 200)
        }
    }

    /// A tour of each courier.
    mutating func dispatch(_ client: Client) async throws {
        for (name, courier) in [("packed", "courier"), ("packed2", "other courier")] {
            let start = try #require(own["window of \(name)"].flatMap(Instant.init))
            let vehicle = try await send(
                client, as: "operator", "POST", "/vehicles",
                #"{"name":"\#(mark)Rad \#(name)","grams":80000,"litres":200,"crates":4}"#, expecting: 201)
            own["vehicle"] = try vehicle.text("id")
            let shift = """
                {"courier":"\(try #require(accounts[courier]))","vehicle":"\(own["vehicle"] ?? "")",
                 "time":{"start":"\(start - 2 * 3600)","end":"\(start + 3 * 3600)"}}
                """
            try await send(client, as: "operator", "POST", "/shifts", shift, expecting: 201)
            let day = try await send(
                client, as: "operator", "POST", "/tours/planning",
                #"{"start":"\#(start)","end":"\#(start + 2 * 3600)"}"#, expecting: 200)
            let tour = try #require(day.items("tours").first, "\(day)")
            let id = try tour.text("id")
            if courier == "courier" {
                own["tour"] = id
                own["stop"] = try #require(tour.items("stops").first).text("id")
            } else {
                own["tour2"] = id
                other["tour"] = id
                other["stop"] = try #require(tour.items("stops").first).text("id")
            }
        }
    }
}

extension JSONTree {
    /// A member that must be there and be text.
    func text(_ key: String) throws -> String { try #require(self[key]?.string, "\(key) in \(self)") }

    func items(_ key: String = "items") -> [JSONTree] { self[key]?.elements ?? [] }
}
