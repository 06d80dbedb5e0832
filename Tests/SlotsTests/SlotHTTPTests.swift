import TestSupport
import Testing
import Vocabulary
import Web

/// The HTTP side, every answer held against the API document.
@Suite struct SlotHTTPTests {
    @Test func `an operator opens slots, a resident and a guest hold them, once a key`() async throws {
        let street = try await Street()
        try await street.serve { client in
            let clerk = client.with(token: street.clerk)
            let made = try await clerk.post("\(street.base)/slot-templates", street.template())
            #expect(made.status == 201)
            let found = try await client.get("\(street.base)/slots?lat=51&lon=7")
            #expect(found.status == 200)
            #expect(found.json["zone"]?["slug"]?.string == "mitte")
            let slot = try #require(found.json["items"]?.elements.first?["id"]?.string)
            #expect(found.json["items"]?.elements.count == 6)
            let wish = #"{"slot":"\#(slot)"}"#
            let anna = client.with(token: street.anna)
            let held = try await anna.post("\(street.base)/holds", wish, ["Idempotency-Key": "a-1"])
            #expect(held.status == 201)
            let again = try await anna.post("\(street.base)/holds", wish, ["Idempotency-Key": "a-1"])
            #expect(again.json["id"] == held.json["id"])
            #expect(again.header("idempotent-replayed") == "true")
            let guest = client.with(token: street.guest)
            #expect(try await guest.post("\(street.base)/holds", wish, ["Idempotency-Key": "g-1"]).status == 201)
            let full = try await guest.post("\(street.base)/holds", wish, ["Idempotency-Key": "g-2"])
            #expect(full.status == 409)
            #expect(full.code == "slots/full")
            let hold = try #require(held.json["id"]?.string)
            #expect(try await guest.delete("\(street.base)/holds/\(hold)").status == 404)
            #expect(try await anna.get("\(street.base)/holds").json["items"]?.elements.count == 1)
            #expect(try await anna.delete("\(street.base)/holds/\(hold)").status == 204)
            #expect(try await guest.post("\(street.base)/holds", wish, ["Idempotency-Key": "g-3"]).status == 201)
        }
    }

    @Test func `changes need the version that was read, and never fall below what is booked`() async throws {
        let street = try await Street()
        try await street.serve { client in
            let clerk = client.with(token: street.clerk)
            let made = try await clerk.post("\(street.base)/slot-templates", street.template())
            let path = "\(street.base)/slot-templates/\(made.json["id"]?.string ?? "")"
            let tag = try #require(try await clerk.get(path).header("etag"))
            #expect(try await clerk.put(path, street.template(places: 9)).status == 428)
            #expect(try await clerk.put(path, street.template(places: 9), ["If-Match": "\"7\""]).status == 412)
            let changed = try await clerk.put(path, street.template(places: 9), ["If-Match": tag])
            #expect(changed.json["places"]?.int == 9)
            #expect(changed.header("etag") == "\"2\"")

            let found = try await client.get("\(street.base)/slots?zone=mitte")
            let slot = try #require(found.json["items"]?.elements.first?["id"]?.string)
            let held = try await client.with(token: street.anna).post(
                "\(street.base)/holds", #"{"slot":"\#(slot)"}"#, ["Idempotency-Key": "a-1"])
            let below = try await clerk.patch(
                "\(street.base)/slots/\(slot)", #"{"places":0}"#,
                ["If-Match": try #require(try await clerk.get("\(street.base)/slots/\(slot)").header("etag"))])
            #expect(below.status == 409)
            #expect(below.errors == ["/holds/\(held.json["id"]?.string ?? "") booked"])
            let closed = #"{"day":"2026-06-01","isClosed":true,"reason":"Stadtfest"}"#
            #expect(try await clerk.post(path + "/exceptions", closed).code == "slots/below-booked")
            let tomorrow = #"{"day":"2026-06-02","isClosed":true,"reason":"Stadtfest"}"#
            let exception = try await clerk.post(path + "/exceptions", tomorrow)
            #expect(exception.status == 201)
            #expect(try await clerk.post(path + "/exceptions", tomorrow).code == "slots/taken")
            #expect(try await clerk.get(path + "/exceptions").json["items"]?.elements.count == 1)
            #expect(try await client.get("\(street.base)/slots?zone=mitte").json["items"]?.elements.count == 4)
            let moved = #"{"day":"2026-06-02","places":1,"reason":"Stadtfest"}"#
            let at = path + "/exceptions/\(exception.json["id"]?.string ?? "")"
            #expect(try await clerk.put(at, moved, ["If-Match": "\"1\""]).status == 200)
            #expect(try await clerk.delete(at, ["If-Match": "\"1\""]).status == 412)
            #expect(try await clerk.delete(at, ["If-Match": "\"2\""]).status == 204)
            #expect(try await client.get("\(street.base)/slots?zone=mitte").json["items"]?.elements.count == 6)
        }
    }

    @Test func `blackouts and limits are set, kept and lifted`() async throws {
        let street = try await Street()
        try await street.serve { client in
            let clerk = client.with(token: street.clerk)
            _ = try await clerk.post("\(street.base)/slot-templates", street.template())
            let storm = #"{"start":"2026-06-01T00:00:00Z","end":"2026-06-02T00:00:00Z","reason":"Sturm"}"#
            let made = try await clerk.post("\(street.base)/slot-blackouts", storm)
            #expect(made.status == 201)
            #expect(try await client.get("\(street.base)/slots?zone=mitte").json["items"]?.elements.count == 4)
            let path = "\(street.base)/slot-blackouts/\(made.json["id"]?.string ?? "")"
            #expect(try await clerk.delete(path, ["If-Match": "\"1\""]).status == 204)
            #expect(try await client.get("\(street.base)/slots?zone=mitte").json["items"]?.elements.count == 6)
            #expect(try await clerk.get("\(street.base)/slot-blackouts").json["items"]?.elements.isEmpty == true)
            let limit = #"{"name":"Räder","unit":"orders","amount":1,"weekdays":[1]}"#
            let limited = try await clerk.post("\(street.base)/slot-limits", limit)
            #expect(limited.status == 201)
            let slots = try await client.get("\(street.base)/slots?zone=mitte").json["items"]?.elements ?? []
            let wish = #"{"slot":"\#(slots[0]["id"]?.string ?? "")"}"#
            let other = #"{"slot":"\#(slots[1]["id"]?.string ?? "")"}"#
            let anna = client.with(token: street.anna)
            #expect(try await anna.post("\(street.base)/holds", wish, ["Idempotency-Key": "1"]).status == 201)
            let refused = try await anna.post("\(street.base)/holds", other, ["Idempotency-Key": "2"])
            #expect(refused.code == "slots/limit-reached")
            let at = "\(street.base)/slot-limits/\(limited.json["id"]?.string ?? "")"
            let below = try await clerk.patch(at, #"{"amount":0}"#, ["If-Match": "\"1\""])
            #expect(below.code == "slots/below-booked")
            #expect(try await clerk.patch(at, #"{"amount":5}"#, ["If-Match": "\"1\""]).status == 200)
            #expect(try await anna.post("\(street.base)/holds", other, ["Idempotency-Key": "3"]).status == 201)
        }
    }

    @Test(arguments: [
        ("GET", "/slots", "", 400), ("GET", "/slots?lat=51", "", 400),
        ("GET", "/slots?zone=mitte&lat=51&lon=7", "", 400),
        ("GET", "/slots?zone=mitte&from=yesterday", "", 400), ("GET", "/slots?zone=mitte&zone=mitte", "", 400),
        ("GET", "/slots?lat=60&lon=7", "", 422), ("GET", "/slots?method=pickup", "", 400),
        ("POST", "/holds", #"{"slot":"x"}"#, 400), ("POST", "/holds", "{", 400),
        ("POST", "/holds", #"{"slot":"018f0000-0000-7000-8000-000000000000","places":2}"#, 400),
        ("POST", "/holds", #"{"slot":"018f0000-0000-7000-8000-000000000000"}"#, 404),
        ("POST", "/slot-templates", "{}", 403), ("GET", "/slot-limits", "", 403),
        (
            "POST", "/holds",
            """
            {"slot":"018f0000-0000-7000-8000-000000000000","load":[{"items":9223372036854775808,
             "retailer":"018f0000-0000-7000-8000-000000000000","branch":"018f0000-0000-7000-8000-000000000000"}]}
            """, 400
        ),
    ])
    func `bad input is answered precisely`(method: String, path: String, body: String, status: Int) async throws {
        let street = try await Street()
        try await street.serve { client in
            let anna = client.with(token: street.anna)
            let reply = try await anna.send(
                method, street.base + path, ["Idempotency-Key": "k"], body: body.isEmpty ? nil : Array(body.utf8))
            #expect(reply.status == status)
            #expect(try await client.post("\(street.base)/holds", "{}", ["Idempotency-Key": "k"]).status == 401)
        }
    }
}
