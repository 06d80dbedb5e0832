import Accounts
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// A town being served, and what people do in it on the way from a basket to a door.
struct Ride {
    let town: RiddenTown
    let client: Client
    let clerk: Client
    let courier: (id: ID<Account>, client: Client)
    let other: Client

    /// `streets`: an extract in OpenStreetMap's XML; without, ways are straight.
    static func ride(on streets: String? = nil, _ body: (Ride) async throws -> Void) async throws {
        let town = try await RiddenTown()
        if let streets { try await town.pave(streets) }
        try await town.serve { client in
            let rider = try await town.person(.courier)
            let clerk = try await town.person(.operator)
            let other = try await town.person(.courier)
            try await body(
                Ride(
                    town: town, client: client, clerk: client.with(token: clerk.token),
                    courier: (rider.id, client.with(token: rider.token)), other: client.with(token: other.token)))
        }
    }

    /// A purchase that the shop has packed; answers it as the resident sees it.
    func packed() async throws -> JSONTree {
        let guest = client.with(token: town.tokens.issueGuest())
        let basket = try await guest.post(town.base + "/baskets", "").json["id"]?.string ?? ""
        _ = try await guest.put(town.base + "/baskets/\(basket)/lines/\(town.offer())", #"{"quantity":2}"#)
        let from = town.now + 28 * 3600
        let slots = try await guest.get(town.base + "/slots?zone=mitte&from=\(from)")
        let slot = slots.json["items"]?.elements.first?["id"]?.string ?? ""
        let key = ["Idempotency-Key": basket]
        let hold = try await guest.post(town.base + "/holds", #"{"slot":"\#(slot)"}"#, key).json["id"]?.string ?? ""
        let contact = """
            {"name":"Erika Muster","phone":"0151 1234567","street":"Hauptstraße","houseNumber":"5","postcode":"40000",
             "town":"Teststadt","place":{"latitude":51,"longitude":7}}
            """
        let checkout = try await guest.post(
            town.base + "/baskets/\(basket)/checkout",
            "{\"hold\":\"\(hold)\",\"contact\":\(contact),\"payment\":\"cash\"}")
        let (id, hash) = (checkout.json["id"]?.string ?? "", checkout.json["summaryHash"]?.string ?? "")
        let placed = try await guest.post(
            town.base + "/purchases", #"{"checkout":"\#(id)","summaryHash":"\#(hash)"}"#, key)
        try #require(placed.status == 201, "\(placed.text)")
        try await pack()
        return placed.json
    }

    private func pack() async throws {
        let staff = try await client.with(token: town.person(.picker, of: town.shop).token)
        let inbox = town.base + "/retailers/\(town.shop)/orders"
        let order = try await staff.get(inbox + "?state=placed").json["items"]?[0]
        let path = inbox + "/\(order?["id"]?.string ?? "")"
        _ = try await staff.post(path + "/acceptance", "")
        _ = try await staff.post(path + "/picking", "")
        let line = order?["lines"]?[0]?["position"]?.int ?? -1
        let ready = try await staff.post(path + "/readiness", #"{"lines":[{"position":\#(line),"picked":2}]}"#)
        try #require(ready.json["state"]?.string == "ready", "\(ready.text)")
    }

    /// Another vehicle and a shift of a new courier on it, around a window.
    func otherShift(around window: JSONTree?, name: String) async throws -> (shift: String, courier: Client) {
        let rider = try await town.person(.courier)
        let wheel = #"{"name":"\#(name)","grams":80000,"litres":200,"crates":4}"#
        let vehicle = try await clerk.post(town.base + "/vehicles", wheel)
        let start = try #require(window?["start"]?.string.flatMap { Instant($0) }) - 3 * 3600
        let wish = """
            {"courier":"\(rider.id)","vehicle":"\(vehicle.json["id"]?.string ?? "")",
             "time":{"start":"\(start)","end":"\(start + 8 * 3600)"}}
            """
        let made = try await clerk.post(town.base + "/shifts", wish)
        try #require(made.status == 201, "\(made.text)")
        return (made.json["id"]?.string ?? "", client.with(token: rider.token))
    }

    /// Plans the window anew; `more` are further members of the wish.
    func replan(_ window: JSONTree?, _ more: String = "") async throws -> Reply {
        let (start, end) = (window?["start"]?.string ?? "", window?["end"]?.string ?? "")
        let body = #"{"start":"\#(start)","end":"\#(end)"\#(more)}"#
        return try await clerk.post(town.base + "/tours/replanning", body)
    }

    /// Plans, publishes and starts; answers the one tour.
    func underWay(_ window: JSONTree?) async throws -> JSONTree {
        let tour = try #require(try await plan(window).json["tours"]?[0])
        let path = "/tours/\(tour["id"]?.string ?? "")"
        _ = try await clerk.post(town.base + path + "/publication", "")
        let started = try await courier.client.post(town.base + "/courier" + path + "/start", "")
        try #require(started.status == 200, "\(started.text)")
        return started.json
    }

    /// A vehicle and a shift of the courier around a window.
    func shift(around window: JSONTree?) async throws {
        let wheel = #"{"name":"Rad","grams":80000,"litres":200,"crates":4}"#
        let vehicle = try await clerk.post(town.base + "/vehicles", wheel)
        try #require(vehicle.status == 201, "\(vehicle.text)")
        let start = try #require(window?["start"]?.string.flatMap { Instant($0) }) - 3 * 3600
        let wish = """
            {"courier":"\(courier.id)","vehicle":"\(vehicle.json["id"]?.string ?? "")",
             "time":{"start":"\(start)","end":"\(start + 8 * 3600)"}}
            """
        try #require(try await clerk.post(town.base + "/shifts", wish).status == 201)
        #expect(try await clerk.post(town.base + "/shifts", wish).code == "tours/shift-twice")
        #expect(try await clerk.post(town.base + "/vehicles", wheel).code == "tours/name-taken")
    }

    func plan(_ window: JSONTree?) async throws -> Reply {
        let (start, end) = (window?["start"]?.string ?? "", window?["end"]?.string ?? "")
        return try await clerk.post(town.base + "/tours/planning", #"{"start":"\#(start)","end":"\#(end)"}"#)
    }

    /// Sends commands; answers `outcome` or `outcome again` of each.
    func tell(_ commands: [String], by teller: Client? = nil) async throws -> [String] {
        let body = "{\"commands\":[\(commands.joined(separator: ","))]}"
        let reply = try await (teller ?? courier.client).post(town.base + "/courier/commands", body)
        try #require(reply.status == 200, "\(reply.text)")
        return (reply.json["outcomes"]?.elements ?? []).map { outcome in
            (outcome["outcome"]?.string ?? "?") + (outcome["isReplay"]?.bool == true ? " again" : "")
        }
    }

    /// One command of a device.
    func command(_ action: String, _ stop: JSONTree?, _ sequence: Int, more: String = "") -> String {
        let id = ID<CourierCommand>.make(at: town.now)
        return """
            {"id":"\(id)","stop":"\(stop?["id"]?.string ?? "")","action":"\(action)","sequence":\(sequence),
             "deviceTime":"2026-06-02T08:00:00Z"\(more)}
            """
    }
}
