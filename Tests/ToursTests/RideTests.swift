import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// From planning to the door over HTTP, every answer held against the API document.
@Suite(.serialized) struct RideTests {
    @Test func `a tour is planned once, published, ridden, and each command counts once`() async throws {
        try await Ride.ride { ride in
            let purchase = try await ride.packed()
            let tour = try await planned(ride, purchase)
            let path = "/tours/\(tour["id"]?.string ?? "")"
            #expect(try await ride.courier.client.get(ride.town.base + "/courier/tours").json["items"]?.elements == [])
            let start = ride.town.base + "/courier" + path + "/start"
            #expect(try await ride.courier.client.post(start, "").code == "tours/wrong-state")
            #expect(try await ride.clerk.post(ride.town.base + path + "/publication", "").status == 200)
            #expect(try await ride.clerk.post(ride.town.base + path + "/publication", "").code == "tours/wrong-state")
            let own = try await ride.courier.client.get(ride.town.base + "/courier/tours")
            #expect(own.json["items"]?[0]?["stops"]?[1]?["door"]?["name"]?.string == "Erika Muster")
            #expect(try await !ride.clerk.get(ride.town.base + path).text.contains("Muster"))
            #expect(try await ride.other.get(ride.town.base + "/courier/tours").json["items"]?.elements == [])
            #expect(try await ride.other.post(start, "").status == 404)
            let stops = tour["stops"]?.elements ?? []
            #expect(try await ride.tell([ride.command("arrive", stops[0], 0)]) == ["tours/not-started"])
            #expect(try await ride.courier.client.post(start, "").json["state"]?.string == "in_progress")
            #expect(try await ride.clerk.post(ride.town.base + path + "/cancellation", "").code == "tours/wrong-state")
            try await deliver(ride, stops, code: purchase["doorCode"]?.string ?? "")
            let done = try await ride.clerk.get(ride.town.base + path)
            #expect(done.json["state"]?.string == "completed")
            #expect(done.json["stops"]?.elements.map { $0["state"]?.string } == ["done", "done"])
        }
    }

    /// Plans, and finds nothing left to plan.
    private func planned(_ ride: Ride, _ purchase: JSONTree) async throws -> JSONTree {
        let window = purchase["window"]
        let unassigned = try await ride.plan(window).json
        #expect(unassigned["tours"]?.elements == [])
        #expect(unassigned["unassigned"]?[0]?["purchase"] == purchase["id"])
        #expect(unassigned["unassigned"]?[0]?["reason"]?.string == "noVehicleMayTakeIt")
        try await ride.shift(around: window)
        let day = try await ride.plan(window)
        #expect(day.json["unassigned"]?.elements == [])
        let tour = try #require(day.json["tours"]?[0])
        #expect(tour["state"]?.string == "draft" && tour["courier"]?.string == "\(ride.courier.id)")
        #expect(tour["stops"]?.elements.map { $0["kind"]?.string } == ["pickup", "drop"])
        let again = try await ride.plan(window).json
        #expect(again["tours"]?.elements == [] && again["unassigned"]?.elements == [])
        let span = "?from=2026-06-01T00:00:00Z&to=2026-06-04T00:00:00Z"
        #expect(try await ride.clerk.get(ride.town.base + "/tours" + span).json["items"]?.elements == [tour])
        #expect(try await ride.clerk.get(ride.town.base + "/shifts" + span).json["items"]?.elements.count == 1)
        #expect(try await ride.clerk.get(ride.town.base + "/vehicles").json["items"]?.elements.count == 1)
        return tour
    }

    private func deliver(_ ride: Ride, _ stops: [JSONTree], code: String) async throws {
        let (shop, door) = (stops[0], stops[1])
        let right = #","code":"\#(code)""#
        let early = ride.command("deliver", door, 1, more: right)
        #expect(try await ride.tell([early]) == ["tours/pickups-first"])
        #expect(try await ride.tell([early]) == ["tours/pickups-first again"])
        let foreign = ride.command("pick_up", shop, 2)
        #expect(try await ride.tell([foreign], by: ride.other) == ["not-found"])
        let unfit = ride.command("fail", shop, 3, more: #","failure":"nobody_home""#)
        #expect(try await ride.tell([unfit]) == ["tours/failure-does-not-fit"])
        let batch = [
            ride.command("deliver", door, 7, more: right), ride.command("pick_up", shop, 5),
            ride.command("arrive", shop, 4), ride.command("deliver", door, 6, more: #","code":"falsch""#),
        ]
        #expect(try await ride.tell(batch) == ["done", "done", "tours/wrong-code", "done"], "by sequence")
        #expect(
            try await ride.tell(batch) == ["done again", "done again", "tours/wrong-code again", "done again"])
        let state = try ride.town.town.superuser().run("SELECT state FROM retailer_orders")[0][0]
        #expect(state == "completed")
        let cash = "SELECT count(*) FROM audit_entries WHERE action IN ('pick_up', 'deliver', 'arrive')"
        #expect(try ride.town.town.superuser().run(cash)[0][0] == "3")
        #expect(try await ride.tell([ride.command("pick_up", shop, 8)]) == ["tours/not-started"])
    }

    @Test func `a cancelled tour gives its purchases back to planning`() async throws {
        try await Ride.ride { ride in
            let window = try await ride.packed()["window"]
            try await ride.shift(around: window)
            let first = try await ride.plan(window).json["tours"]?[0]?["id"]?.string ?? ""
            let path = ride.town.base + "/tours/\(first)"
            #expect(try await ride.clerk.post(path + "/cancellation", "").json["state"]?.string == "cancelled")
            let second = try await ride.plan(window).json["tours"]?.elements ?? []
            #expect(second.count == 1 && second[0]["id"]?.string != first)
        }
    }

    @Test func `a shop that is closed fails its stop, and the door gets nothing`() async throws {
        try await Ride.ride { ride in
            let window = try await ride.packed()["window"]
            try await ride.shift(around: window)
            let tour = try await ride.plan(window).json["tours"]?[0]
            let path = "/tours/\(tour?["id"]?.string ?? "")"
            _ = try await ride.clerk.post(ride.town.base + path + "/publication", "")
            _ = try await ride.courier.client.post(ride.town.base + "/courier" + path + "/start", "")
            let (shop, door) = (tour?["stops"]?[0], tour?["stops"]?[1])
            let closed = ride.command("fail", shop, 1, more: #","failure":"shop_closed""#)
            let outcomes = try await ride.tell([
                closed, ride.command("pick_up", shop, 2), ride.command("deliver", door, 3, more: #","code":"x""#),
                ride.command("fail", door, 4, more: #","failure":"damaged""#),
            ])
            #expect(outcomes == ["done", "tours/stop-settled", "tours/pickups-first", "done"])
            let shown = try await ride.clerk.get(ride.town.base + path).json
            #expect(shown["stops"]?[0]?["failure"]?.string == "shop_closed")
            #expect(shown["state"]?.string == "completed")
        }
    }

    @Test func `dispatch is for operators, riding for couriers`() async throws {
        try await Ride.ride { ride in
            let base = ride.town.base
            let span = "?from=2026-06-01T00:00:00Z&to=2026-06-04T00:00:00Z"
            for path in ["/tours" + span, "/shifts" + span, "/vehicles"] {
                let (rider, nobody) = try await (ride.courier.client.get(base + path), ride.client.get(base + path))
                #expect(rider.status == 403 && nobody.status == 401, "\(path)")
            }
            #expect(try await ride.clerk.get(base + "/courier/tours").status == 403)
            #expect(try await ride.clerk.get(base + "/tours").code == "request/parameters")
            let backwards = "?from=2026-06-04T00:00:00Z&to=2026-06-01T00:00:00Z"
            #expect(try await ride.clerk.get(base + "/tours" + backwards).errors == ["to range"])
            #expect(try await ride.clerk.get(base + "/tours/\(ID<Tour>.make(at: ride.town.now))").status == 404)
            for body in [#"{"commands":[]}"#, #"{"commands":[{}]}"#, "{}"] {
                #expect(try await ride.courier.client.post(base + "/courier/commands", body).status == 400, "\(body)")
            }
        }
    }
}
