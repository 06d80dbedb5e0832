import Cities
import Crypto
import Postgres
import TestSupport
import Testing
import Vocabulary
import Web

/// Every token that is not ours, not of this town or not of this hour is refused with the same words.
@Suite(.serialized) struct TokenTests {
    @Test func `forged, foreign and stale tokens are refused alike`() async throws {
        let town = try await PeopledTown()
        let erika = try await town.person("erika")
        let forge = try Forge(town, erika.id)
        let tokens = try forgeries(forge, of: erika) + foreign(forge, town)
        try await town.serve { client in
            let control = try forge.signed(forge.header(), forge.claims())
            let known = try await client.with(token: control).get(town.base + "/me")
            #expect(known.status == 200, "the forge writes what we would take: \(known.text)")
            for (flaw, token) in tokens {
                let reply = try await client.with(token: token).get(town.base + "/me")
                #expect(reply.status == 401, "\(flaw)")
                #expect(reply.code == "unauthenticated", "\(flaw)")
                #expect(reply.json["detail"]?.string == "A valid bearer token is needed.", "\(flaw)")
                #expect(reply.header("www-authenticate") == "Bearer", "\(flaw)")
            }
        }
    }

    @Test func `a bad token is refused also where none is needed`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            let forged = try await client.with(token: "x.y.z").post(town.base + "/guests", "")
            #expect(forged.status == 401)
            #expect(try await client.post(town.base + "/guests", "", ["Authorization": "Basic eDp5"]).status == 401)
        }
    }

    @Test func `a token lives five minutes, and a minute more for slow clocks`() async throws {
        let town = try await PeopledTown()
        let erika = try await town.person("erika")
        try await town.serve { client in
            let me = client.with(token: erika.token)
            town.clock.advance(seconds: 359)
            let early = try await me.get(town.base + "/me")
            town.clock.advance(seconds: 1)
            let late = try await me.get(town.base + "/me")
            #expect(early.status == 200 && late.status == 401)
        }
    }

    @Test func `a blocked account is out with its next request`() async throws {
        let town = try await PeopledTown()
        let erika = try await town.person("erika")
        try await town.serve { client in
            let me = client.with(token: erika.token)
            #expect(try await me.get(town.base + "/me").status == 200)
            try town.town.superuser().run("UPDATE accounts SET state = 'blocked'")
            #expect(try await me.get(town.base + "/me").status == 401)
        }
    }

    /// Wrong in how they are written or signed.
    private func forgeries(_ forge: Forge, of erika: Person) throws -> [(flaw: String, token: String)] {
        let (header, claims) = (forge.header(), forge.claims())
        let whole = try forge.signed(header, claims)
        let parts = whole.split(separator: ".").map(String.init)
        let richer = try forge.signed(header, forge.claims(subject: "\(ID<Person>.make(at: forge.town.clock.now))"))
        let other = Curve25519.Signing.PrivateKey()
        return [
            ("no algorithm", forge.unsigned(forge.header("none"), claims)),
            ("no signature", forge.unsigned(header, claims)),
            ("the public key as a secret", forge.symmetric(forge.header("HS256"), claims)),
            ("the public key as a secret, our algorithm", forge.symmetric(header, claims)),
            ("another key under our name", try forge.signed(header, claims, by: other)),
            ("another key under its own name", try forge.signed(forge.header(kid: "00112233"), claims, by: other)),
            ("another name of the key", try forge.signed(forge.header(kid: "0011223344556677"), claims)),
            ("another kind of token", try forge.signed(forge.header(type: "JWT"), claims)),
            ("something critical", try forge.signed(forge.header(more: #","crit":["x"],"x":1"#), claims)),
            ("a key of its own", try forge.signed(forge.header(more: #","jwk":{"kty":"OKP"}"#), claims)),
            ("the signature of other claims", parts[0] + "." + richer.split(separator: ".")[1] + "." + parts[2]),
            ("a cut signature", String(whole.dropLast(4))),
            ("a fourth part", whole + ".e30"),
            ("nothing of a token", "erika"),
            ("claims that are no object", try forge.signed(header, "[]")),
            ("far too long", try forge.signed(header, forge.claims(issuer: String(repeating: "x", count: 8200)))),
        ]
    }

    /// Well signed, but for somebody or somewhere or somewhen else.
    private func foreign(_ forge: Forge, _ town: PeopledTown) throws -> [(flaw: String, token: String)] {
        let header = forge.header()
        let nobody = "\(ID<Person>.make(at: town.clock.now))"
        return [
            ("another town", try forge.signed(header, forge.claims(city: town.neighbour.id))),
            ("another issuer", try forge.signed(header, forge.claims(issuer: "tset"))),
            ("nobody", try forge.signed(header, forge.claims(subject: nobody))),
            ("no id", try forge.signed(header, forge.claims(subject: "admin"))),
            ("over", try forge.signed(header, forge.claims(from: -361))),
            ("not begun", try forge.signed(header, forge.claims(from: 61))),
            ("valid for a day", try forge.signed(header, forge.claims(seconds: 86_400))),
        ]
    }
}
