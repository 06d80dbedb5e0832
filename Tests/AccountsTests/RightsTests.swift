import Accounts
import Cities
import TestSupport
import Testing
import Vocabulary
import Web

/// Who may do what: people by their roles, machines by their scopes.
@Suite(.serialized) struct RightsTests {
    private func wish(_ person: Person, _ role: String, _ retailer: RetailerID? = nil) -> String {
        let place = retailer.map { #","retailer":"\#($0)""# } ?? ""
        return #"{"email":"\#(person.email)","role":"\#(role)"\#(place)}"#
    }

    @Test func `an owner lets people in and out, and the last owner stays`() async throws {
        let town = try await PeopledTown()
        let anna = try await town.person("anna", Membership(role: .owner, retailer: town.shops[0]))
        let otto = try await town.person("otto")
        let members = town.base + "/retailers/\(town.shops[0])/members"
        try await town.serve { client in
            let owner = client.with(token: anna.token)
            let other = client.with(token: otto.token)
            let stranger = try await other.get(members)
            #expect(stranger.status == 404)
            #expect(try await owner.post(members, wish(otto, "picker")).status == 204)
            #expect(try await owner.post(members, wish(otto, "picker")).code == "accounts/already-granted")
            #expect(try await other.get(members).status == 403)
            let list = try await owner.get(members)
            #expect(list.json["items"]?.elements.compactMap { $0["role"]?.string } == ["owner", "picker"])
            #expect(try await owner.post(members + "/revocation", wish(anna, "owner")).code == "accounts/last-owner")
            #expect(try await owner.post(members, wish(otto, "owner")).status == 204)
            #expect(try await other.post(members + "/revocation", wish(anna, "owner")).status == 204)
            #expect(try await owner.get(members).status == 404)
            #expect(try await other.post(members + "/revocation", wish(otto, "owner")).code == "accounts/last-owner")
            #expect(try await other.post(members + "/revocation", wish(anna, "viewer")).status == 404)
        }
        let grants = "SELECT count(*) FROM audit_entries WHERE action = 'grant-owner' AND actor = '\(anna.id)'"
        #expect(try town.number(grants) == 1)
    }

    @Test(arguments: [
        ("resident", 422, "accounts/role-needs-retailer"), ("operator", 422, "accounts/role-needs-retailer"),
        ("king", 400, "request/fields"),
    ])
    func `an owner gives no rights beyond the shop`(role: String, status: Int, code: String) async throws {
        let town = try await PeopledTown()
        let anna = try await town.person("anna", Membership(role: .owner, retailer: town.shops[0]))
        let otto = try await town.person("otto")
        try await town.serve { client in
            let owner = client.with(token: anna.token)
            let path = town.base + "/retailers/\(town.shops[0])/members"
            let reply = try await owner.post(path, wish(otto, role))
            #expect(reply.status == status && reply.code == code)
            #expect(try await owner.post(path, #"{"email":"x@demo.invalid","role":"viewer"}"#).status == 404)
            let foreign = town.base + "/retailers/\(town.shops[1])/members"
            #expect(try await owner.post(foreign, wish(otto, "picker")).status == 404)
        }
    }

    @Test func `an operator grants roles of the town, an admin's only by an admin`() async throws {
        let town = try await PeopledTown()
        let clerk = try await town.person("stadt", Membership(role: .operator))
        let chief = try await town.person("chefin", Membership(role: .admin))
        let otto = try await town.person("otto")
        let path = town.base + "/memberships"
        try await town.serve { client in
            let (office, head) = (client.with(token: clerk.token), client.with(token: chief.token))
            #expect(try await client.post(path, wish(otto, "courier")).status == 401)
            #expect(try await client.with(token: otto.token).post(path, wish(otto, "operator")).status == 403)
            #expect(try await office.post(path, wish(otto, "courier")).status == 204)
            #expect(try await office.post(path, wish(otto, "admin")).status == 403)
            #expect(try await office.post(path, wish(otto, "owner")).code == "accounts/role-needs-retailer")
            let nowhere = try await office.post(path, wish(otto, "owner", .make(at: town.clock.now)))
            #expect(nowhere.status == 422 && nowhere.code == "accounts/retailer-unknown")
            #expect(try await office.post(path, wish(otto, "owner", town.shops[0])).status == 204)
            #expect(try await head.post(path, wish(otto, "admin")).status == 204)
            #expect(try await office.post(path + "/revocation", wish(otto, "admin")).status == 403)
            #expect(try await head.post(path + "/revocation", wish(otto, "admin")).status == 204)
            #expect(try await office.post(path + "/revocation", wish(otto, "courier")).status == 204)
            #expect(try await office.post(path + "/revocation", wish(otto, "courier")).status == 404)
            let me = try await client.with(token: otto.token).get(town.base + "/me")
            let roles = me.json["memberships"]?.elements.compactMap { $0["role"]?.string }
            #expect(roles == ["owner", "resident"])
        }
    }

    @Test func `a machine key does what its scopes say in its own shop until it ends`() async throws {
        let town = try await PeopledTown()
        let anna = try await town.person(
            "anna", Membership(role: .owner, retailer: town.shops[0]), Membership(role: .owner, retailer: town.shops[1])
        )
        let shop = town.base + "/retailers/\(town.shops[0])"
        let figures = "/statement?from=2026-06-01&to=2026-06-02"
        try await town.serve { client in
            let owner = client.with(token: anna.token)
            let till = try await owner.post(shop + "/keys", #"{"name":"Kasse","scopes":["orders"]}"#)
            let books = try await owner.post(shop + "/keys", #"{"name":"Buch","scopes":["figures","orders"]}"#)
            #expect(till.status == 201 && books.status == 201)
            let keyed = client.with(token: try #require(books.json["secret"]?.string))
            let unscoped = client.with(token: try #require(till.json["secret"]?.string))
            #expect(try await keyed.get(shop + figures).status == 200)
            #expect(try await unscoped.get(shop + figures).status == 403)
            let foreign = town.base + "/retailers/\(town.shops[1])"
            #expect(try await keyed.get(foreign + figures).status == 404)
            for path in ["/keys", "/members"] { #expect(try await keyed.get(shop + path).status == 403, "\(path)") }
            #expect(try await keyed.get(town.base + "/me").status == 403)
            let list = try await owner.get(shop + "/keys")
            #expect(list.json["items"]?.elements.count == 2 && !list.text.contains("secret"))
            let path = "/keys/\(books.json["id"]?.string ?? "")"
            #expect(try await owner.delete(foreign + path).status == 404)
            #expect(try await owner.delete(shop + path).status == 204)
            #expect(try await owner.delete(shop + path).status == 404)
            #expect(try await keyed.get(shop + figures).status == 401)
        }
    }

    @Test(arguments: [
        #"{"name":"x","scopes":[]}"#, #"{"name":"x","scopes":["all"]}"#, #"{"name":"","scopes":["orders"]}"#,
    ])
    func `what is no key is not made`(body: String) async throws {
        let town = try await PeopledTown()
        let anna = try await town.person("anna", Membership(role: .owner, retailer: town.shops[0]))
        let path = town.base + "/retailers/\(town.shops[0])/keys"
        try await town.serve { client in
            let reply = try await client.with(token: anna.token).post(path, body)
            #expect(reply.status == 400)
        }
        #expect(try town.number("SELECT count(*) FROM machine_keys") == 0)
    }
}
