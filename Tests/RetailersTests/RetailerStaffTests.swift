import Accounts
import Cities
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Retailers

@Suite struct RetailerStaffTests {
    static let base = "/v1/cities/musterstadt"

    /// A retailer with one branch that was applied for and approved, and its owner's client.
    private func approved(
        _ town: Town, _ body: (Client, Client, String) async throws -> Void
    ) async throws {
        try await town.serve { anyone in
            let owner = anyone.with(token: town.ownerToken)
            let clerk = anyone.with(token: town.operatorToken)
            let applied = try await owner.post("\(Self.base)/retailers", #"{"name":"Laden","trade":"gifts"}"#)
            #expect(applied.status == 201)
            let id = try #require(applied.json["retailer"]?.string)
            try await body(owner, clerk, id)
        }
    }

    @Test func `from application to the directory, and nothing before its time`() async throws {
        let town = try await Town.open()
        try await approved(town) { owner, clerk, id in
            let own = "\(Self.base)/retailers/\(id)"
            let desk = "\(Self.base)/applications/\(id)"
            func step(_ client: Client, _ path: String, _ step: String, _ reason: String = "") async throws -> Reply {
                let tail = reason.isEmpty ? "" : #","reason":"\#(reason)""#
                return try await client.post(path, #"{"step":"\#(step)"\#(tail)}"#)
            }
            #expect(try await owner.get(own).status == 404)
            #expect(try await step(clerk, desk + "/steps", "approve").code == "retailers/wrong-state")
            #expect(try await step(owner, own + "/onboarding/steps", "begin").json["state"]?.string == "onboarding")
            let early = try await step(owner, own + "/onboarding/steps", "submit")
            #expect(early.status == 409 && early.code == "retailers/requirements-missing")
            #expect(early.errors == ["identity required", "imprint required"])
            #expect(try await owner.put(own + "/requirements/identity", #"{"register":"HRB 1"}"#).status == 200)
            #expect(try await owner.put(own + "/requirements/imprint", "{}").status == 200)
            #expect(try await owner.put(own + "/requirements/moon", "{}").status == 404)
            #expect(try await step(owner, own + "/onboarding/steps", "submit").status == 200)
            #expect(try await step(clerk, desk + "/steps", "approve").code == "retailers/requirements-missing")
            #expect(try await clerk.put(desk + "/requirements/identity", #"{"state":"accepted"}"#).status == 200)
            #expect(try await clerk.put(desk + "/requirements/imprint", #"{"state":"waived"}"#).status == 200)
            #expect(try await step(owner, own + "/onboarding/steps", "approve").status == 403)
            let pile = try await clerk.get("\(Self.base)/applications")
            #expect(pile.json["items"]?.elements.count == 1)
            #expect(try await step(clerk, desk + "/steps", "approve").json["state"]?.string == "approved")
            #expect(try await owner.get(own).status == 200)
            let toOrders = try await clerk.put(desk + "/mode", #"{"mode":"orders"}"#)
            #expect(toOrders.code == "retailers/requirements-missing" && toOrders.errors.count == 5)
            for item in Requirement.allCases {
                _ = try await clerk.put(desk + "/requirements/\(item.rawValue)", #"{"state":"waived"}"#)
            }
            #expect(try await clerk.put(desk + "/mode", #"{"mode":"orders"}"#).json["mode"]?.string == "orders")
            #expect(try await owner.get(own).json["takesOrders"]?.bool == true)
            #expect(try await step(clerk, desk + "/steps", "suspend").code == "retailers/reason-missing")
            #expect(try await step(clerk, desk + "/steps", "suspend", "Impressum fehlt").status == 200)
            #expect(try await owner.get(own).status == 404)
        }
    }

    @Test func `only those who may, and strangers find nothing`() async throws {
        let town = try await Town.open()
        let stranger = try await Town.account("fremd@demo.invalid", nil, in: town.city.id, town.accounts)
        let token = try await town.tokens.issue(for: stranger, in: town.city.id, at: Town.noon)
        try await approved(town) { owner, clerk, id in
            let own = "\(Self.base)/retailers/\(id)"
            let reads = ["\(own)/profile", "\(own)/onboarding", "\(own)/branches/\(id)"]
            var anyone = owner
            anyone.token = nil
            func statuses(_ path: String, _ clients: [Client]) async throws -> [Int] {
                var found: [Int] = []
                for client in clients { found.append(try await client.get(path).status) }
                return found
            }
            for path in reads {
                let found = try await statuses(path, [anyone, owner.with(token: token), clerk])
                #expect(found == [401, 404, 404], "\(path)")
            }
            for path in ["\(Self.base)/applications", "\(Self.base)/retailer-imports"] {
                let found = try await statuses(path, [anyone, owner, clerk])
                #expect(found == [401, 403, 200], "\(path)")
            }
        }
    }

    @Test func `branches have hours, closures and pauses, and are changed by their version`() async throws {
        let town = try await Town.open()
        try await approved(town) { owner, _, id in
            let own = "\(Self.base)/retailers/\(id)"
            let bad = try await owner.post(own + "/branches", #"{"hours":"Mo-Fr 09:00-25:70"}"#)
            #expect(bad.status == 400 && bad.errors == ["/hours hours"])
            let added = try await owner.post(
                own + "/branches",
                """
                {"address":{"street":"Markt","houseNumber":"1"},"hours":"Mo-Fr 9-18",
                 "place":{"latitude":50.0,"longitude":8.65}}
                """)
            #expect(added.status == 201)
            #expect(added.json["hours"]?.string == "Mo-Fr 09:00-18:00")
            #expect(added.json["district"]?.string != nil)
            let branch = own + "/branches/" + (try #require(added.json["id"]?.string))
            #expect(try await owner.patch(branch, #"{"hours":null}"#).status == 428)
            #expect(try await owner.patch(branch, #"{"hours":null}"#, ["If-Match": "\"9\""]).status == 412)
            let closed = try await owner.patch(
                branch, #"{"exceptions":[{"first":"2026-11-24","last":"2026-11-27","note":"Inventur"}]}"#,
                ["If-Match": "\"1\""])
            #expect(closed.status == 200 && closed.header("etag") == "\"2\"")
            #expect(closed.json["now"]?["isOpen"]?.bool == false)
            #expect(closed.json["now"]?["comment"]?.string == "Inventur")
            let opens = ShopCalendarTests.at("2026-11-30", 9).description
            #expect(closed.json["now"]?["changesAt"]?.string == opens)
            #expect(try await owner.post(branch + "/pause", #"{"until":"slot_end"}"#).code == "retailers/not-open-now")
            _ = try await owner.patch(branch, #"{"exceptions":[]}"#, ["If-Match": "\"2\""])
            let paused = try await owner.post(branch + "/pause", #"{"until":"slot_end","notice":"Ofen kaputt"}"#)
            #expect(paused.json["pause"]?["until"]?.string == ShopCalendarTests.at("2026-11-24", 18).description)
            #expect(paused.json["now"]?["isOpen"]?.bool == true)
            let tomorrow = try await owner.post(branch + "/pause", #"{"until":"tomorrow"}"#)
            #expect(tomorrow.json["pause"]?["until"]?.string == ShopCalendarTests.at("2026-11-25", 0).description)
            let past = try await owner.post(branch + "/pause", #"{"until":"2020-01-01T00:00:00Z"}"#)
            #expect(past.status == 422)
            #expect(try await owner.delete(branch + "/pause").status == 204)
            #expect(try await owner.get(branch).json["pause"] == nil)
        }
    }

    @Test func `imprints are kept by version and profiles are patched`() async throws {
        let town = try await Town.open()
        try await approved(town) { owner, _, id in
            let own = "\(Self.base)/retailers/\(id)"
            let text = """
                {"legalName":"Laden GmbH","street":"Markt 1","postcode":"63303","town":"Musterstadt",
                 "email":"laden@demo.invalid"}
                """
            #expect(try await owner.put(own + "/imprint", text).status == 428)
            let first = try await owner.put(own + "/imprint", text, ["If-Match": "\"1\""])
            #expect(first.json["entry"]?["imprint"]?["legalName"]?.string == "Laden GmbH")
            let patched = try await owner.patch(
                own + "/profile", #"{"description":"Feines","trade":"books"}"#, ["If-Match": "\"2\""])
            #expect(patched.json["entry"]?["trade"]?.string == "books")
            let unknown = try await owner.patch(own + "/profile", #"{"trade":"raumfahrt"}"#, ["If-Match": "\"3\""])
            #expect(unknown.status == 422 && unknown.code == "retailers/unknown-trade")
            let second = try await owner.put(
                own + "/imprint", text.split(separator: "GmbH").joined(separator: "AG"), ["If-Match": "\"3\""])
            #expect(second.json["entry"]?["imprint"]?["legalName"]?.string == "Laden AG")
            #expect(
                try await owner.patch(own + "/profile", #"{"nmae":"x"}"#, ["If-Match": "\"4\""]).errors == [
                    "/nmae unknown"
                ])
        }
    }

    @Test func `an import over HTTP has its effect once a key`() async throws {
        let town = try await Town.open()
        try await town.serve { anyone in
            let clerk = anyone.with(token: town.operatorToken)
            let path = "\(Self.base)/retailer-imports"
            let file = Array(DirectoryTests.list.utf8)
            let without = try await clerk.send("POST", path, body: file, type: "text/csv")
            #expect(without.status == 400)
            let key = ["Idempotency-Key": "a-1"]
            let first = try await clerk.send("POST", path, key, body: file, type: "text/csv")
            #expect(first.status == 201 && first.json["counts"]?["new"]?.int == 4)
            #expect(first.header("location")?.hasPrefix(path) == true)
            let again = try await clerk.send("POST", path, key, body: file, type: "text/csv")
            #expect(again.bytes == first.bytes && again.header("idempotent-replayed") == "true")
            let other = try await clerk.send("POST", path, key, body: file + [10, 10, 48], type: "text/csv")
            #expect(other.status == 422)
            let fresh = try await clerk.send(
                "POST", path, ["Idempotency-Key": "a-2"], body: file, type: "text/csv")
            #expect(fresh.json["counts"]?["same"]?.int == 4)
            #expect(try await clerk.get(path).json["items"]?.elements.count == 2)
            let report = try await clerk.get(try #require(first.header("location")))
            #expect(report.json["rows"]?.elements.count == 4)
            let broken = try await clerk.send(
                "POST", path, ["Idempotency-Key": "a-3"], body: Array("{}".utf8), type: "application/geo+json")
            #expect(broken.status == 400 && broken.errors == ["/features required"])
            let image = try await clerk.send(
                "POST", path, ["Idempotency-Key": "a-4"], body: [0x89, 0x50, 0x4E, 0x47], type: "text/csv")
            #expect(image.status == 415)
        }
    }
}
