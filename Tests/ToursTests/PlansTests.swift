import Accounts
import Cities
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// `/plans`: VROOM's JSON in and out, for those who dispatch elsewhere.
@Suite(.serialized) struct PlansTests {
    private static let question = """
        {"vehicles":[{"id":7,"profile":"bicycle","start_index":0,"end_index":0,"capacity":[4],"skills":[1],
          "time_window":[28800,43200]}],
         "jobs":[{"id":1,"location_index":1,"service":300,"delivery":[1],"time_windows":[[32400,36000]]}],
         "shipments":[{"amount":[1],"pickup":{"id":4,"service":60,"location_index":1},
                       "delivery":{"id":5,"service":60,"location_index":2}},
                      {"amount":[1],"skills":[9],"pickup":{"id":6,"location_index":1},
                       "delivery":{"id":8,"location_index":2}}],
         "matrices":{"bicycle":{"durations":[[0,600,900],[600,0,400],[900,400,0]]}}}
        """

    @Test func `a question with a matrix is answered as VROOM answers`() async throws {
        try await Ride.ride { ride in
            let path = ride.town.base + "/plans?seconds=0.2&seed=3"
            let reply = try await ride.clerk.post(path, Self.question)
            try #require(reply.status == 200, "\(reply.text)")
            #expect(reply.json["code"]?.int == 0 && reply.json["summary"]?["cost"]?.int == 1900)
            #expect(
                reply.json["unassigned"]?.elements.map { $0["reason"]?.string } == [
                    "noVehicleMayTakeIt", "noVehicleMayTakeIt",
                ])
            let kinds = reply.json["routes"]?[0]?["steps"]?.elements.compactMap { $0["type"]?.string } ?? []
            #expect(kinds.first == "start" && kinds.last == "end" && Set(kinds).contains("job"))
            let order = kinds.filter { $0 == "pickup" || $0 == "delivery" }
            #expect(order == ["pickup", "delivery"])
        }
    }

    @Test func `coordinates alone are enough`() async throws {
        try await Ride.ride { ride in
            let question = """
                {"vehicles":[{"id":1,"profile":"bike","start":[7.0,51.0],"end":[7.0,51.0]}],
                 "jobs":[{"id":1,"location":[7.01,51.0]},{"id":2,"location":[7.02,51.0]}]}
                """
            let reply = try await ride.clerk.post(ride.town.base + "/plans?seconds=0.2", question)
            // Two hundredths of a degree there and back, a bend of 1.3, at 15 km/h.
            let seconds = reply.json["summary"]?["duration"]?.int ?? 0
            #expect((850...890).contains(seconds), "\(reply.text)")
        }
    }

    @Test(arguments: [
        (#""start_index":0"#, #""start_index":3"#, "/vehicles/0/start_index"),
        (#""amount":[1],"pickup""#, #""amount":[1,2],"pickup""#, "/shipments/0/amount"),
        (#""time_windows":[[32400,36000]]"#, #""time_windows":[[3,9],[5,7]]"#, "/jobs/0/time_windows/1"),
        (#""service":60,"location_index":2"#, #""service":-1,"location_index":2"#, "/shipments/0/delivery/service"),
        (#""id":6"#, #""id":4"#, "/shipments/1/pickup/id"),
        ("[600,0,400]", "[600,0]", "/matrices/bicycle/durations/1"),
    ])
    func `what is wrong is told by its place`(good: String, bad: String, place: String) async throws {
        try await Ride.ride { ride in
            let body = Self.question.replacing(good, with: bad)
            #expect(body != Self.question)
            let reply = try await ride.clerk.post(ride.town.base + "/plans?seconds=0.2", body)
            #expect(reply.status == 400 && reply.code == "request/fields", "\(reply.text)")
            #expect(reply.errors.map { $0.split(separator: " ").first.map(String.init) } == [place], "\(reply.text)")
        }
    }

    @Test func `plans are for operators and keys with that scope, within bounds`() async throws {
        try await Ride.ride { ride in
            let path = ride.town.base + "/plans"
            #expect(try await ride.client.post(path, Self.question).status == 401)
            #expect(try await ride.courier.client.post(path, Self.question).status == 403)
            for (scope, status) in [("plans", 200), ("catalogue", 403)] {
                let key = try await ride.town.accounts.makeKey(
                    "Kasse", scopes: [#require(Scope(rawValue: scope))], for: nil, in: ride.town.city.id,
                    by: ride.courier.id, .system)
                let reply = try await ride.client.with(token: key.secret).post(path + "?seconds=0.1", Self.question)
                #expect(reply.status == status, "\(scope): \(reply.text)")
            }
            for query in ["?seconds=60", "?seconds=0", "?objective=fast", "?threads=4"] {
                #expect(try await ride.clerk.post(path + query, Self.question).code == "request/parameters", "\(query)")
            }
            let jobs = (0...PlanDesk.mostTasks).map { #"{"id":\#($0),"location_index":1}"# }.joined(separator: ",")
            let crowd = #"{"vehicles":[{"id":1,"start_index":0}],"jobs":[\#(jobs)],"matrix":[[0,1],[1,0]]}"#
            let reply = try await ride.clerk.post(path, crowd)
            #expect(reply.status == 400 && reply.text.contains("more than 3000"), "\(reply.text)")
            for body in ["", "{", "[]", "{}", #"{"vehicles":[]}"#, #"{"vehicles":[{"id":1,"start":[700,1]}]}"#] {
                #expect(try await ride.clerk.post(path, body).status == 400, "\(body)")
            }
        }
    }
}
