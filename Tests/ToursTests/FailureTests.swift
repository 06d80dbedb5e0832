import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// What follows a failed stop, and what the books say of it.
@Suite(.serialized) struct FailureTests {
    @Test(arguments: StopFailure.allCases)
    func `every failure has its ways on`(failure: StopFailure) {
        let table: [StopFailure: [Stop.Kind: [NextStep]]] = [
            .nobodyHome: [.drop: [.retry, .neighbour, .return]],
            .addressNotFound: [.drop: [.retry, .return]],
            .refused: [.drop: [.return]],
            .tooYoung: [.drop: [.retry, .return]],
            .shopClosed: [.pickup: [.retry, .without], .return: [.retry]],
            .goodsMissing: [.pickup: [.retry, .without]],
            .damaged: [.pickup: [.without], .drop: [.return]],
        ]
        for kind in [Stop.Kind.pickup, .drop, .return] {
            #expect(failure.fits(kind) == (table[failure]?[kind] != nil), "\(failure) at a \(kind)")
            if let steps = table[failure]?[kind] { #expect(failure.nextSteps(kind) == steps) }
        }
    }

    /// A tour whose goods are aboard and whose door has failed.
    private func failedDoor(
        _ ride: Ride, _ failure: String
    ) async throws -> (tour: JSONTree, door: JSONTree, purchase: JSONTree) {
        let purchase = try await ride.packed()
        try await ride.shift(around: purchase["window"])
        let tour = try await ride.underWay(purchase["window"])
        let (shop, door) = (tour["stops"]?[0], try #require(tour["stops"]?[1]))
        let outcomes = try await ride.tell([
            ride.command("pick_up", shop, 1), ride.command("fail", door, 2, more: #","failure":"\#(failure)""#),
        ])
        #expect(outcomes == ["done", "done"])
        return (tour, door, purchase)
    }

    private func choose(_ step: String, _ stop: JSONTree, _ ride: Ride) async throws -> Reply {
        let path = ride.town.base + "/courier/stops/\(stop["id"]?.string ?? "")/next-step"
        return try await ride.courier.client.post(path, #"{"step":"\#(step)"}"#)
    }

    private func orderState(_ ride: Ride) throws -> String? {
        try ride.town.town.superuser().run("SELECT state FROM retailer_orders")[0][0]
    }

    @Test func `nobody home: the tour waits for a decision, and a second try delivers`() async throws {
        try await Ride.ride { ride in
            let (tour, door, purchase) = try await failedDoor(ride, "nobody_home")
            let path = ride.town.base + "/tours/\(tour["id"]?.string ?? "")"
            let waiting = try await ride.clerk.get(path).json
            #expect(waiting["state"]?.string == "in_progress", "goods are aboard")
            #expect(waiting["stops"]?[1]?["nextSteps"]?.elements.map(\.string) == ["retry", "neighbour", "return"])
            #expect(try await choose("without", door, ride).code == "tours/step-does-not-fit")
            let foreign = ride.town.base + "/courier/stops/\(door["id"]?.string ?? "")/next-step"
            #expect(try await ride.other.post(foreign, #"{"step":"retry"}"#).status == 404)
            let again = try await choose("retry", door, ride)
            try #require(again.status == 200, "\(again.text)")
            #expect(again.json["stops"]?[1]?["nextStep"]?.string == "retry")
            #expect(try await choose("retry", door, ride).code == "tours/not-failed")
            let second = try #require(again.json["stops"]?[2])
            #expect(second["kind"]?.string == "drop" && second["state"]?.string == "pending")
            let replanned = try await ride.replan(purchase["window"])
            #expect(replanned.json["unassigned"]?.elements == [], "\(replanned.text)")
            let right = #","code":"\#(purchase["doorCode"]?.string ?? "")""#
            #expect(try await ride.tell([ride.command("deliver", second, 3, more: right)]) == ["done"])
            #expect(try orderState(ride) == "completed")
            #expect(try await ride.clerk.get(path).json["state"]?.string == "completed")
        }
    }

    @Test func `a neighbour takes it, without a code`() async throws {
        try await Ride.ride { ride in
            let (tour, door, _) = try await failedDoor(ride, "nobody_home")
            #expect(try await choose("neighbour", door, ride).json["state"]?.string == "completed")
            #expect(try orderState(ride) == "completed")
            let path = ride.town.base + "/tours/\(tour["id"]?.string ?? "")"
            #expect(try await ride.clerk.get(path).json["stops"]?[1]?["nextStep"]?.string == "neighbour")
        }
    }

    @Test func `refused goods go back to their shop, and nothing is owed`() async throws {
        try await Ride.ride { ride in
            let (_, door, purchase) = try await failedDoor(ride, "refused")
            #expect(try await choose("retry", door, ride).code == "tours/step-does-not-fit")
            let back = try await choose("return", door, ride)
            let stop = try #require(back.json["stops"]?[2])
            #expect(stop["kind"]?.string == "return" && stop["order"] == purchase["orders"]?[0]?["id"])
            #expect(try await ride.replan(purchase["window"]).json["unassigned"]?.elements == [])
            #expect(try await ride.tell([ride.command("pick_up", stop, 3)]) == ["tours/failure-does-not-fit"])
            #expect(try await ride.tell([ride.command("bring_back", stop, 4)]) == ["done"])
            #expect(try orderState(ride) == "returned")
            let books = try ride.town.town.superuser().run(
                "SELECT captured_cents::text, amount_cents::text FROM payments")
            #expect(books[0] == ["0", "0"], "no goods, no delivery fee")
        }
    }

    @Test func `a closed shop is tried again before the door`() async throws {
        try await Ride.ride { ride in
            let purchase = try await ride.packed()
            try await ride.shift(around: purchase["window"])
            let tour = try await ride.underWay(purchase["window"])
            let (shop, door) = (try #require(tour["stops"]?[0]), try #require(tour["stops"]?[1]))
            let closed = ride.command("fail", shop, 1, more: #","failure":"shop_closed""#)
            #expect(try await ride.tell([closed]) == ["done"])
            let again = try await choose("retry", shop, ride)
            let order = again.json["stops"]?.elements.map { $0["id"] }
            #expect(order?.count == 3 && order?.last == door["id"], "the door comes after")
            let second = again.json["stops"]?[1]
            let right = #","code":"\#(purchase["doorCode"]?.string ?? "")""#
            let batch = [ride.command("pick_up", second, 2), ride.command("deliver", door, 3, more: right)]
            #expect(try await ride.tell(batch) == ["done", "done"])
            #expect(try orderState(ride) == "completed")
        }
    }

    @Test func `an id that another device has used spoils its own command alone`() async throws {
        try await Ride.ride { ride in
            let purchase = try await ride.packed()
            try await ride.shift(around: purchase["window"])
            let tour = try await ride.underWay(purchase["window"])
            let taken = ride.command("arrive", tour["stops"]?[0], 1)
            #expect(try await ride.tell([taken], by: ride.other) == ["not-found"])
            let batch = [taken, ride.command("pick_up", tour["stops"]?[0], 2)]
            #expect(try await ride.tell(batch) == ["tours/command-taken", "done"])
        }
    }

    @Test func `halts to come are told anew after every event`() async throws {
        try await Ride.ride { ride in
            let purchase = try await ride.packed()
            try await ride.shift(around: purchase["window"])
            let tour = try await ride.underWay(purchase["window"])
            let before = tour["stops"]?[1]?["arrivalAt"]?.string.flatMap { Instant($0) }
            #expect(try await ride.tell([ride.command("pick_up", tour["stops"]?[0], 1)]) == ["done"])
            let path = ride.town.base + "/tours/\(tour["id"]?.string ?? "")"
            let after = try await ride.clerk.get(path).json["stops"]?[1]
            let arrival = after?["arrivalAt"]?.string.flatMap { Instant($0) }
            let opens = purchase["window"]?["start"]?.string.flatMap { Instant($0) }
            #expect(arrival != nil && before != nil && (arrival ?? ride.town.now) >= (opens ?? ride.town.now))
        }
    }
}
