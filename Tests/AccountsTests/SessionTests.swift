import Cities
import TestSupport
import Testing
import Vocabulary
import Web

/// How people come in and go, over HTTP and held against the API document.
@Suite(.serialized) struct SessionTests {
    private func credentials(_ email: String, _ password: String = PeopledTown.password) -> String {
        #"{"email":"\#(email)","password":"\#(password)"}"#
    }

    private func registration(_ email: String, _ password: String = PeopledTown.password) -> String {
        #"{"email":"\#(email)","password":"\#(password)","displayName":"Erika"}"#
    }

    private func refresh(_ reply: Reply) -> String {
        #"{"refreshToken":"\#(reply.json["refreshToken"]?.string ?? "")"}"#
    }

    /// What a refusal says, without the request's own number.
    private func words(_ reply: Reply) -> [String?] {
        ["\(reply.status)"] + ["code", "title", "detail", "type"].map { reply.json[$0]?.string }
    }

    @Test func `who registers can sign in, is a resident and nobody else's second account`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            let made = try await client.post(town.base + "/accounts", registration("Erika@Demo.invalid"))
            #expect(made.status == 201, "\(made.text)")
            #expect(made.json["email"]?.string == "erika@demo.invalid" && made.json["language"]?.string == "de")
            #expect(made.json["memberships"]?.elements.compactMap { $0["role"]?.string } == ["resident"])
            let again = try await client.post(town.base + "/accounts", registration("erika@demo.invalid"))
            #expect(again.status == 409 && again.code == "accounts/email-taken")
            let signedIn = try await client.post(town.base + "/sessions", credentials("ERIKA@demo.invalid"))
            #expect(signedIn.status == 200 && signedIn.json["account"] == made.json["id"])
            let token = try #require(signedIn.json["accessToken"]?.string)
            let me = try await client.with(token: token).get(town.base + "/me")
            #expect(me.status == 200 && me.json == made.json)
            let neighbour = "/v1/cities/\(town.neighbour.slug)"
            #expect(try await client.post(neighbour + "/sessions", credentials("erika@demo.invalid")).status == 401)
            #expect(try await client.post(neighbour + "/accounts", registration("erika@demo.invalid")).status == 201)
        }
        #expect(try town.number("SELECT count(*) FROM accounts WHERE password LIKE '$argon2id$%'") == 2)
    }

    @Test func `a wrong password and an unknown address are answered alike`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            #expect(try await client.post(town.base + "/accounts", registration("erika@demo.invalid")).status == 201)
            let wrong = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid", "falsch"))
            let unknown = try await client.post(town.base + "/sessions", credentials("otto@demo.invalid"))
            #expect(wrong.status == 401 && wrong.code == "accounts/wrong-password")
            #expect(words(wrong) == words(unknown))
            #expect(wrong.header("www-authenticate") == unknown.header("www-authenticate"))
        }
    }

    @Test func `a flood of wrong sign-ins is refused or told to come later, and locks nobody out`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            #expect(try await client.post(town.base + "/accounts", registration("erika@demo.invalid")).status == 201)
            var statuses: [Int: Int] = [:]
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<120 {
                    let wrong = credentials(number % 2 == 0 ? "erika@demo.invalid" : "otto@demo.invalid", "falsch")
                    group.addTask { try await client.post(town.base + "/sessions", wrong).status }
                }
                for try await status in group { statuses[status, default: 0] += 1 }
            }
            #expect(Set(statuses.keys).isSubset(of: [401, 429]), "\(statuses)")
            #expect(try await client.post(town.base + "/sessions", credentials("erika@demo.invalid")).status == 200)
        }
    }

    @Test func `a refresh token is good once, and its second use signs the family out`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            _ = try await client.post(town.base + "/accounts", registration("erika@demo.invalid"))
            let first = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid"))
            let elsewhere = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid"))
            let path = town.base + "/sessions/refreshment"
            let second = try await client.post(path, refresh(first))
            #expect(second.status == 200 && second.json["refreshToken"] != first.json["refreshToken"])
            let third = try await client.post(path, refresh(second))
            #expect(third.status == 200)
            let reused = try await client.post(path, refresh(first))
            #expect(reused.status == 401 && reused.code == "unauthenticated")
            #expect(try await client.post(path, refresh(third)).status == 401)
            #expect(try await client.post(path, refresh(elsewhere)).status == 200)
        }
    }

    @Test func `signing out ends the family, and an unknown token is told nothing`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            _ = try await client.post(town.base + "/accounts", registration("erika@demo.invalid"))
            let session = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid"))
            let next = try await client.post(town.base + "/sessions/refreshment", refresh(session))
            #expect(try await client.post(town.base + "/sessions/end", refresh(next)).status == 204)
            #expect(try await client.post(town.base + "/sessions/refreshment", refresh(next)).status == 401)
            #expect(try await client.post(town.base + "/sessions/end", refresh(next)).status == 204)
            #expect(try await client.post(town.base + "/sessions/end", #"{"refreshToken":"x"}"#).status == 204)
        }
    }

    @Test func `a refresh token ends after thirty days`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            _ = try await client.post(town.base + "/accounts", registration("erika@demo.invalid"))
            let early = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid"))
            let late = try await client.post(town.base + "/sessions", credentials("erika@demo.invalid"))
            town.clock.advance(seconds: 30 * 86_400 - 1)
            #expect(try await client.post(town.base + "/sessions/refreshment", refresh(early)).status == 200)
            town.clock.advance(seconds: 1)
            #expect(try await client.post(town.base + "/sessions/refreshment", refresh(late)).status == 401)
        }
    }

    @Test func `a guest has a token of their own and no account`() async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            let made = try await client.post(town.base + "/guests", "")
            let token = try #require(made.json["accessToken"]?.string)
            #expect(made.status == 201)
            #expect(try await client.post(town.base + "/guests", "").json["accessToken"]?.string != token)
            #expect(try await client.with(token: token).get(town.base + "/me").status == 403)
            #expect(try await client.with(token: token + "A").get(town.base + "/me").status == 401)
            #expect(try await client.get(town.base + "/me").status == 401)
        }
    }

    @Test(arguments: [
        ("{", 400, "request/not-json"), ("{}", 400, "request/fields"),
        (#"{"email":"x","password":"lang genug und neu","displayName":"E"}"#, 400, "request/fields"),
        (#"{"email":"x@y.de","password":"lang genug und neu","displayName":""}"#, 400, "request/fields"),
        (#"{"email":"x@y.de","password":"lang genug und neu","displayName":"E","role":"x"}"#, 400, "request/fields"),
        (#"{"email":"x@y.de","password":"zu kurz","displayName":"E"}"#, 422, "accounts/password-length"),
        (#"{"email":"x@y.de","password":"Passwort1234","displayName":"E"}"#, 422, "accounts/password-known"),
    ])
    func `what is no registration makes no account`(body: String, status: Int, code: String) async throws {
        let town = try await PeopledTown()
        try await town.serve { client in
            let reply = try await client.post(town.base + "/accounts", body)
            #expect(reply.status == status && reply.code == code, "\(reply.text)")
        }
        #expect(try town.number("SELECT count(*) FROM accounts") == 0)
    }
}
