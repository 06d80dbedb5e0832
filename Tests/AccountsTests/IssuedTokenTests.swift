import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Accounts
@testable import Cities

/// Tokens of a configured issuer (threat T5): one that is right, and some fifty that are wrong in one thing each.
@Suite struct IssuedTokenTests {
    let clock = TestClock()
    let forge: IssuerForge
    let notices: Notices
    let city: City

    init() throws {
        forge = IssuerForge(at: clock.now)
        notices = Notices(IssuerForge.set(forge.jwk))
        city = City.test("hier")
    }

    private func issuers(_ issuer: Issuer = IssuerForge.issuer) -> Issuers {
        let keys = IssuerKeys(clock: clock.clock, sleep: { [clock] in clock.advance(seconds: $0) }) { [notices] in
            try notices.read()
        }
        return Issuers(known: [(issuer, keys)], clock: clock.clock)
    }

    private func isTaken(_ token: String, by issuers: Issuers, in city: City? = nil) async -> Bool {
        guard let token = IssuedToken(token) else { return false }
        return (try? await issuers.identify(token, in: city ?? self.city)) != nil
    }

    @Test func `a right token is its subject's`() async throws {
        let token = try #require(IssuedToken(forge.token(["acr": #""2""#, "aud": #"["andere","liefert"]"#])))
        let found = try await issuers().identify(token, in: city)
        #expect(found.claims == IssuedClaims(issuer: IssuerForge.address, subject: "erika", level: "2"))
    }

    @Test func `every forgery is refused, and few of them make us ask`() async throws {
        let issuers = issuers()
        #expect(await isTaken(try forge.token(), by: issuers), "the forge writes what would be taken")
        // Claims first: a name that nobody knows is waited for, and the clock goes on.
        let forgeries = try claimed() + written()
        #expect(forgeries.count >= 45)
        for (flaw, token) in forgeries { #expect(await !isTaken(token, by: issuers), "\(flaw)") }
        #expect(notices.asked <= 3, "asked \(notices.asked) times")
    }

    /// Wrong in header, signature or spelling.
    private func written() throws -> [(String, String)] {
        let (header, claims) = (forge.header(), forge.claims())
        let whole = try forge.signed(header, claims)
        let parts = whole.split(separator: ".").map(String.init)
        let other = IssuerForge(at: clock.now)
        let own = { (more: String) in try forge.signed(forge.header(more: more), claims) }
        return [
            ("none", parts[0] + "." + parts[1] + "."), ("alg none", try forge.signed(forge.header("none"), claims)),
            ("alg None", try forge.signed(forge.header("None"), claims)),
            ("HS256 with the public key", forge.symmetric(forge.header("HS256"), claims)),
            ("ES256 with a shared secret", forge.symmetric(header, claims)),
            ("another algorithm of the issuer", try forge.signed(forge.header("RS256"), claims)),
            ("an algorithm not allowed", try forge.signed(forge.header("ES384"), claims)),
            ("another key", try other.signed(other.header(), claims)),
            ("another kid", try forge.signed(forge.header(kid: "k9"), claims)),
            ("an empty kid", try forge.signed(forge.header(kid: ""), claims)),
            ("no kid", try forge.signed(#"{"alg":"ES256","typ":"at+jwt"}"#, claims)),
            ("kid that is a path", try forge.signed(forge.header(kid: "../../k1"), claims)),
            ("jku", try own(#","jku":"https://boese.example/jwks""#)), ("jwk", try own(#","jwk":\#(other.jwk)"#)),
            ("x5u", try own(#","x5u":"https://boese.example/x""#)), ("crit", try own(#","crit":["exp"]"#)),
            ("nested", try own(#","cty":"JWT""#)), ("unencoded", try own(#","b64":false"#)),
            ("squeezed", try own(#","zip":"DEF""#)), ("kid twice", try own(#","kid":"k1""#)),
            ("alg twice", try own(#","alg":"none""#)),
            ("an ID token", try forge.signed(forge.header(type: "JWT"), claims)),
            ("no type", try forge.signed(forge.header(type: nil), claims)),
            ("a logout token", try forge.signed(forge.header(type: "logout+jwt"), claims)),
            ("cut", String(whole.dropLast(4))), ("a fourth part", whole + ".e30"),
            ("two parts", parts[0] + "." + parts[1]),
            ("five parts, as JWE", "a.b.c.d.e"), ("padding", parts[0] + "." + parts[1] + "=." + parts[2]),
            ("a blank within", parts[0] + ". " + parts[1] + "." + parts[2]),
            ("a zero signature", parts[0] + "." + parts[1] + "." + IssuerForge.encode(Array(repeating: 0, count: 64))),
            ("header no object", try forge.signed("[]", claims)), ("header no JSON", try forge.signed("{", claims)),
            ("1 MB", try forge.token(["x": "\"\(String(repeating: "x", count: 1 << 20))\""])),
            ("a bit over 8 KiB", try forge.token(["x": "\"\(String(repeating: "x", count: 6200))\""])),
        ]
    }

    /// Well signed, but not for us, not by them, not now.
    private func claimed() throws -> [(String, String)] {
        let now = clock.now.seconds
        let wrong: [(String, [String: String?])] = [
            ("another issuer", ["iss": #""https://boese.example""#]),
            ("issuer with a slash more", ["iss": "\"\(IssuerForge.address)/\""]), ("no issuer", ["iss": nil]),
            ("another audience", ["aud": #""andere""#]), ("no audience", ["aud": nil]),
            ("audiences without us", ["aud": #"["andere","liefert2"]"#]),
            ("an audience that is a number", ["aud": "7"]),
            ("over", ["exp": "\(now - 60)"]), ("no end", ["exp": nil]), ("an end in words", ["exp": "\"morgen\""]),
            ("an end beyond numbers", ["exp": "9999999999999999999999"]), ("a negative end", ["exp": "-1"]),
            ("no beginning", ["iat": nil]), ("issued tomorrow", ["iat": "\(now + 61)", "exp": "\(now + 300)"]),
            ("not before later", ["nbf": "\(now + 61)"]), ("not before in words", ["nbf": "\"jetzt\""]),
            ("lives too long", ["exp": "\(now + 3601)"]), ("no subject", ["sub": nil]),
            ("an empty subject", ["sub": "\"\""]), ("a subject that is a number", ["sub": "7"]),
            ("a subject too long", ["sub": "\"\(String(repeating: "x", count: 256))\""]),
        ]
        let doubled = forge.claims().dropLast() + #","sub":"otto"}"#
        return try wrong.map { ($0.0, try forge.token($0.1)) } + [
            ("the subject twice", try forge.signed(forge.header(), String(doubled))),
            ("claims no object", try forge.signed(forge.header(), "[]")),
        ]
    }

    @Test(arguments: [("exp", -59, true), ("exp", -60, false), ("nbf", 60, true), ("nbf", 61, false)])
    func `clocks may differ by a minute`(claim: String, seconds: Int, taken: Bool) async throws {
        let token = try forge.token([claim: "\(Int(clock.now.seconds) + seconds)", "iat": "\(clock.now.seconds - 120)"])
        #expect(await isTaken(token, by: issuers()) == taken)
    }

    @Test func `Keycloak's access tokens say so in their claims`() async throws {
        var issuer = IssuerForge.issuer
        issuer.type = .keycloak
        let keycloak = issuers(issuer)
        let signed = { try forge.signed(forge.header(type: "JWT"), forge.claims($0)) }
        #expect(await isTaken(try signed(["typ": #""Bearer""#]), by: keycloak))
        for type in [#""ID""#, #""Refresh""#, #""bearer""#, "7", nil] {
            #expect(await !isTaken(try signed(["typ": type]), by: keycloak), "\(type ?? "none")")
        }
    }

    @Test func `where clients are named, others are refused`() async throws {
        var issuer = IssuerForge.issuer
        issuer.clients = ["app"]
        let strict = issuers(issuer)
        #expect(await isTaken(try forge.token(["azp": #""app""#]), by: strict))
        #expect(await isTaken(try forge.token(["client_id": #""app""#]), by: strict))
        #expect(await !isTaken(try forge.token(["azp": #""andere""#, "client_id": #""app""#]), by: strict))
        #expect(await !isTaken(try forge.token(), by: strict))
    }

    @Test func `an issuer speaks for its own cities and audiences`() async throws {
        var issuer = IssuerForge.issuer
        issuer.cities = ["hier"]
        #expect(await !isTaken(try forge.token(), by: issuers(issuer), in: City.test("dort")))
        var named = Issuer(IssuerForge.address, audience: "liefert-{city}")
        named.algorithms = [.es256]
        let token = try forge.token(["aud": #""liefert-hier""#])
        #expect(await isTaken(token, by: issuers(named)))
        #expect(await !isTaken(token, by: issuers(named), in: City.test("dort")))
    }

    @Test(arguments: [
        #"[{"issuer":"http://anderswo.example","audience":"x"}]"#, #"[{"issuer":"https://a.example"}]"#,
        #"[{"issuer":"https://a.example","audience":"x","algorithms":["HS256"]}]"#,
        #"[{"issuer":"https://a.example","audience":"x","algorithms":["none"]}]"#,
        #"[{"issuer":"https://a.example","audience":"x","keys":"http://127.0.0.1.boese.example/"}]"#,
        #"[{"issuer":"https://a.example","audience":"x","audiences":"y"}]"#, "{}",
    ])
    func `an unsafe or misspelt issuer is not configured`(text: String) {
        #expect(throws: RequestProblem.self) { try Issuers.read(Array(text.utf8)) }
    }
}

extension City {
    static func test(_ slug: String) -> City {
        City(
            id: .make(at: Instant(seconds: 0)), slug: slug, name: slug, zone: Zone("Europe/Berlin")!,
            land: .northRhineWestphalia, languages: ["de"], centre: Place(latitude: 51, longitude: 7)!,
            settings: CitySettings(), pause: nil, version: 1)
    }
}
