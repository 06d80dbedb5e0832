import Cities
import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Accounts

/// Coming in by the word of an issuer, over HTTP.
@Suite(.serialized) struct IssuerSignInTests {
    /// A town at the machine's own hour, and an issuer whose keys come from `notices`.
    private func town(_ notices: Notices, _ issuer: Issuer = IssuerForge.issuer) async throws -> PeopledTown {
        try await PeopledTown { clock in
            Issuers(known: [(issuer, IssuerKeys(clock: clock) { try notices.read() })], clock: clock)
        }
    }

    private func wish(_ token: String, _ email: String) -> String {
        #"{"token":"\#(token)","email":"\#(email)","displayName":"Erika"}"#
    }

    @Test func `an account is its issuer's subject, with rights from our tables alone`() async throws {
        let notices = Notices(nil)
        let town = try await town(notices)
        let forge = IssuerForge(at: town.clock.now)
        notices.publish(IssuerForge.set(forge.jwk))
        let boasting = [
            "email": #""chefin@demo.invalid""#, "roles": #"["admin","operator"]"#, "scope": #""admin""#,
            "realm_access": #"{"roles":["admin"]}"#,
        ]
        _ = try await town.person("chefin", Membership(role: .admin))
        try await town.serve { client in
            let token = try forge.token(boasting)
            let erika = client.with(token: token)
            #expect(try await erika.get(town.base + "/me").code == "accounts/not-registered")
            let made = try await client.post(town.base + "/identities", wish(token, "erika@demo.invalid"))
            #expect(made.status == 201, "\(made.text)")
            let me = try await erika.get(town.base + "/me")
            #expect(me.status == 200 && me.json == made.json)
            #expect(me.json["memberships"]?.elements.compactMap { $0["role"]?.string } == ["resident"])
            #expect(try await erika.get(town.base + "/slot-templates").status != 200)
            #expect(try await erika.post(town.base + "/memberships", "{}").status == 403)
            let again = try await client.post(town.base + "/identities", wish(token, "zweite@demo.invalid"))
            #expect(again.code == "accounts/identity-taken")
            let stolen = try await client.post(
                town.base + "/identities", wish(try forge.token(["sub": #""otto""#]), "chefin@demo.invalid"))
            #expect(stolen.code == "accounts/email-taken", "an address opens nobody's account")
            let neighbour = "/v1/cities/\(town.neighbour.slug)"
            #expect(try await erika.get(neighbour + "/me").code == "accounts/not-registered")
        }
        #expect(try town.number("SELECT count(*) FROM account_identities") == 1)
        #expect(try town.number("SELECT count(*) FROM accounts WHERE email = 'zweite@demo.invalid'") == 0)
    }

    @Test func `an account that exists is linked once, and a role given later counts with the next request`()
        async throws
    {
        let notices = Notices(nil)
        var issuer = IssuerForge.issuer
        issuer.operatorLevels = ["gold"]
        let town = try await town(notices, issuer)
        let forge = IssuerForge(at: town.clock.now)
        notices.publish(IssuerForge.set(forge.jwk))
        let clerk = try await town.person("stadt", Membership(role: .operator))
        try await town.serve { client in
            let (weak, strong) = (try forge.token(), try forge.token(["acr": #""gold""#]))
            let link = #"{"token":"\#(weak)"}"#
            let own = client.with(token: clerk.token)
            #expect(try await client.post(town.base + "/me/identities", link).status == 401)
            #expect(try await own.post(town.base + "/me/identities", link).status == 204)
            #expect(try await own.post(town.base + "/me/identities", link).code == "accounts/identity-taken")
            let forged = try await own.post(town.base + "/me/identities", #"{"token":"a.b.c"}"#)
            #expect(forged.status == 422 && forged.code == "accounts/identity-refused")
            #expect(try await client.with(token: weak).get(town.base + "/ledger").status == 403, "one factor")
            #expect(try await client.with(token: strong).get(town.base + "/ledger").status == 200)
            try await town.accounts.revoke(
                Membership(role: .operator), of: clerk.id, in: town.city.id, by: .system)
            #expect(try await client.with(token: strong).get(town.base + "/ledger").status == 403)
            try town.town.superuser().run("UPDATE accounts SET state = 'blocked'")
            #expect(try await client.with(token: strong).get(town.base + "/me").status == 401)
        }
        #expect(try town.number("SELECT count(*) FROM audit_entries WHERE action = 'link-identity'") == 1)
    }

    @Test(.enabled("the provider is installed by scripts/prepare test") { ForeignProvider.isInstalled })
    func `tokens of a provider written by others open an account`() async throws {
        try await ForeignProvider.within { provider in
            let town = try await PeopledTown { Issuers([Issuer(provider.address, audience: "liefert")], clock: $0) }
            town.clock.advance(seconds: Clock.system.now().seconds(since: town.clock.now))
            let tokens = try await provider.signIn("erika")
            let otto = try await provider.signIn("otto")
            try await town.serve { client in
                let path = town.base + "/identities"
                let idToken = try await client.post(path, wish(tokens.id, "erika@demo.invalid"))
                #expect(idToken.code == "accounts/identity-refused", "an ID token is no access token")
                let made = try await client.post(path, wish(tokens.access, "erika@demo.invalid"))
                #expect(made.status == 201, "\(made.text)")
                #expect(try await client.with(token: tokens.access).get(town.base + "/me").json == made.json)
                #expect(try await client.with(token: tokens.id).get(town.base + "/me").status == 401)
                let stranger = try await client.with(token: otto.access).get(town.base + "/me")
                #expect(stranger.code == "accounts/not-registered")
                let parts = tokens.access.split(separator: ".")
                let mixed = "\(parts[0]).\(otto.access.split(separator: ".")[1]).\(parts[2])"
                #expect(try await client.with(token: mixed).get(town.base + "/me").status == 401)
                town.clock.advance(seconds: 361)
                #expect(try await client.with(token: tokens.access).get(town.base + "/me").status == 401)
            }
        }
    }
}
