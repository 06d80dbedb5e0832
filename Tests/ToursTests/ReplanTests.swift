import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// The day while it is ridden: new orders, cancellations, delays, couriers lost, over HTTP.
@Suite(.serialized) struct ReplanTests {
    private func stops(_ tour: JSONTree?) -> [JSONTree] { tour?["stops"]?.elements ?? [] }

    private func ids(_ stops: [JSONTree]) -> [String] { stops.compactMap { $0["id"]?.string } }

    @Test func `a new order joins a tour under way, and what is done stays done`() async throws {
        try await Ride.ride { ride in
            let window = try await ride.packed()["window"]
            try await ride.shift(around: window)
            let tour = try await ride.underWay(window)
            let first = stops(tour)
            #expect(try await ride.tell([ride.command("pick_up", first[0], 1)]) == ["done"])
            let second = try await ride.packed()
            let again = try await ride.replan(window)
            try #require(again.status == 200, "\(again.text)")
            #expect(again.json["unassigned"]?.elements == [])
            let after = try #require(again.json["tours"]?[0])
            #expect(after["id"] == tour["id"] && after["state"]?.string == "in_progress")
            #expect((after["version"]?.int ?? 0) > (tour["version"]?.int ?? 0))
            #expect(stops(after).count == 4)
            #expect(stops(after)[0]["id"] == first[0]["id"] && stops(after)[0]["state"]?.string == "done")
            #expect(ids(stops(after)).contains(ids(first)[1]), "the stop keeps its id")
            let changes = again.json["changes"]?.elements ?? []
            #expect(changes.filter { $0["kind"]?.string == "added" }.count == 2)
            let path = ride.town.base + "/courier/tours/\(tour["id"]?.string ?? "")/changes"
            #expect(try await ride.courier.client.get(path).json["items"]?.elements == changes)
            let version = after["version"]?.int ?? 0
            #expect(try await ride.courier.client.get(path + "?since=\(version)").json["items"]?.elements == [])
            #expect(try await ride.other.get(path).status == 404)
            let calm = try await ride.replan(window).json
            #expect(calm["changes"]?.elements == [] && calm["tours"]?[0]?["version"]?.int == version, "nothing new")
            let code = second["doorCode"]?.string ?? ""
            let rest = stops(after).filter { $0["state"]?.string == "pending" && $0["kind"]?.string == "pickup" }
            #expect(try await ride.tell([ride.command("pick_up", rest[0], 2)]) == ["done"])
            let door = stops(after).last { $0["consignment"] == rest[0]["consignment"] }
            let handed = ride.command("deliver", door, 3, more: #","code":"\#(code)""#)
            #expect(try await ride.tell([handed]) == ["done"])
        }
    }

    @Test func `a courier who is out gives everything that is not aboard to others`() async throws {
        try await Ride.ride { ride in
            let window = try await ride.packed()["window"]
            _ = try await ride.packed()
            try await ride.shift(around: window)
            let tour = try await ride.underWay(window)
            let first = stops(tour)
            try #require(first.count == 4)
            let fetched = try #require(first.first { $0["kind"]?.string == "pickup" })
            #expect(try await ride.tell([ride.command("pick_up", fetched, 1)]) == ["done"])
            let other = try await ride.otherShift(around: window, name: "Lastenrad")
            let span = "?from=2026-06-01T00:00:00Z&to=2026-06-04T00:00:00Z"
            let shifts = try await ride.clerk.get(ride.town.base + "/shifts" + span).json["items"]?.elements ?? []
            let own = shifts.first { $0["courier"]?.string == "\(ride.courier.id)" }?["id"]?.string ?? ""
            let reply = try await ride.replan(window, #","lostShifts":["\#(own)"]"#)
            try #require(reply.status == 200, "\(reply.text)")
            #expect(reply.json["unassigned"]?.elements.compactMap { $0["reason"]?.string } == ["aboardLostCourier"])
            let tours = reply.json["tours"]?.elements ?? []
            let (left, new) = (tours.first { $0["id"] == tour["id"] }, tours.first { $0["id"] != tour["id"] })
            #expect(stops(left).count == 2 && stops(left).allSatisfy { $0["consignment"] == fetched["consignment"] })
            #expect(new?["state"]?.string == "draft" && stops(new).count == 2)
            #expect(Set(ids(stops(left)) + ids(stops(new))) == Set(ids(first)), "stops keep their ids")
            let kinds = reply.json["changes"]?.elements.map { $0["kind"]?.string }
            #expect(kinds?.filter { $0 == "removed" }.count == 2)
            let path = "/tours/\(new?["id"]?.string ?? "")"
            _ = try await ride.clerk.post(ride.town.base + path + "/publication", "")
            #expect(try await other.courier.post(ride.town.base + "/courier" + path + "/start", "").status == 200)
            let moved = try #require(stops(new).first)
            #expect(try await ride.tell([ride.command("pick_up", moved, 5)]) == ["not-found"], "no longer theirs")
            #expect(try await ride.tell([ride.command("pick_up", moved, 1)], by: other.courier) == ["done"])
        }
    }

    @Test func `a cancelled order leaves its tour, a late shop is fetched later`() async throws {
        try await Ride.ride { ride in
            let (one, two) = (try await ride.packed(), try await ride.packed())
            let window = one["window"]
            try await ride.shift(around: window)
            let tour = try #require(try await ride.plan(window).json["tours"]?[0])
            _ = try await ride.clerk.post(ride.town.base + "/tours/\(tour["id"]?.string ?? "")/publication", "")
            let order = two["orders"]?[0]?["id"]?.string ?? ""
            try ride.town.town.superuser().run("UPDATE retailer_orders SET state = 'cancelled' WHERE id = '\(order)'")
            let start = try #require(window?["start"]?.string.flatMap { Instant($0) })
            let late = start + 1800
            let kept = one["orders"]?[0]?["id"]?.string ?? ""
            let delay = #","delays":[{"order":"\#(kept)","readyAt":"\#(late)"}]"#
            let reply = try await ride.replan(window, delay)
            try #require(reply.status == 200, "\(reply.text)")
            let after = reply.json["tours"]?[0]
            #expect(stops(after).count == 2 && stops(after)[0]["order"]?.string == kept)
            let arrival = stops(after)[0]["arrivalAt"]?.string.flatMap { Instant($0) } ?? start
            #expect(arrival >= late)
            let kinds = reply.json["changes"]?.elements.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds.filter { $0 == "removed" }.count == 2 && kinds.contains("moved"))
            let tooLate = #","delays":[{"order":"\#(kept)","readyAt":"\#(start + 3 * 3600)"}]"#
            let overdue = try await ride.replan(window, tooLate)
            #expect(stops(overdue.json["tours"]?[0]).last?["lateSeconds"]?.int ?? 0 > 0, "late rather than not at all")
            let unknown = #","delays":[{"order":"\#(ID<Tour>.make(at: late))","readyAt":"\#(late)"}]"#
            #expect(try await ride.replan(window, unknown).code == "tours/unknown-purchase")
        }
    }

    @Test func `locked halts stay, pinned purchases ride where they were put`() async throws {
        try await Ride.ride { ride in
            let one = try await ride.packed()
            let window = one["window"]
            try await ride.shift(around: window)
            let tour = try #require(try await ride.plan(window).json["tours"]?[0])
            let path = ride.town.base + "/tours/\(tour["id"]?.string ?? "")"
            let version = tour["version"]?.int ?? 0
            let last = stops(tour).last?["id"]?.string ?? ""
            let wish = #"{"version":\#(version),"through":"\#(last)"}"#
            let locked = try await ride.clerk.post(path + "/lock", wish)
            #expect(stops(locked.json).allSatisfy { $0["isLocked"]?.bool == true })
            #expect(try await ride.clerk.post(path + "/lock", wish).code == "stale")
            _ = try await ride.packed()
            let joined = try await ride.replan(window).json
            #expect(Array(ids(stops(joined["tours"]?[0])).prefix(2)) == ids(stops(tour)), "the lock holds")
            #expect(stops(joined["tours"]?[0]).count == 4)
            let stale = #","versions":[{"tour":"\#(tour["id"]?.string ?? "")","version":\#(version)}]"#
            #expect(try await ride.replan(window, stale).code == "stale")
            let now = joined["tours"]?[0]?["version"]?.int ?? 0
            _ = try await ride.clerk.post(path + "/lock", #"{"version":\#(now)}"#)
            let other = try await ride.otherShift(around: window, name: "Zweitrad")
            let purchase = one["id"]?.string ?? ""
            let pin = #","pins":[{"purchase":"\#(purchase)","shift":"\#(other.shift)"}]"#
            let split = try await ride.replan(window, pin)
            try #require(split.status == 200, "\(split.text)")
            let tours = split.json["tours"]?.elements ?? []
            let theirs = tours.first { $0["id"] != tour["id"] }
            #expect(Set(ids(stops(theirs))).isSuperset(of: ids(stops(tour))), "moved with their ids")
            let again = try await ride.replan(window).json["tours"]?.elements ?? []
            let kept = again.first { $0["id"] == theirs?["id"] }
            #expect(Set(ids(stops(kept))).isSuperset(of: ids(stops(tour))), "the pin holds")
            let nowhere = #","pins":[{"purchase":"\#(purchase)","shift":"\#(purchase)"}]"#
            #expect(try await ride.replan(window, nowhere).code == "tours/unknown-purchase")
        }
    }

    @Test func `a shop on no map and an over-full day are told with their reasons`() async throws {
        try await Ride.ride { ride in
            let one = try await ride.packed()
            try await ride.shift(around: one["window"])
            try ride.town.town.superuser().run("UPDATE branches SET lat = NULL, lon = NULL")
            for reply in [try await ride.plan(one["window"]), try await ride.replan(one["window"])] {
                #expect(reply.json["tours"]?.elements == [])
                #expect(reply.json["unassigned"]?[0]?["purchase"] == one["id"])
                #expect(reply.json["unassigned"]?[0]?["reason"]?.string == "shopHasNoPlace")
            }
            try ride.town.town.superuser().run("UPDATE branches SET lat = 51.01, lon = 7.01")
            try ride.town.town.superuser().run("UPDATE order_lines SET grams = 50000")
            let heavy = try await ride.replan(one["window"]).json
            #expect(heavy["unassigned"]?[0]?["reason"]?.string == "tooLargeForEveryVehicle")
            let wrong = try await ride.clerk.post(ride.town.base + "/tours/replanning", #"{"start":"x"}"#)
            #expect(wrong.status == 400)
        }
    }
}
