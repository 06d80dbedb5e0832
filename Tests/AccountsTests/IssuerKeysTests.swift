import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Accounts

/// The keys of an issuer while it rotates them, is away, or somebody floods us with names (threat T6).
@Suite struct IssuerKeysTests {
    let clock = TestClock()
    let old: IssuerForge
    let new: IssuerForge
    let notices: Notices
    let keys: IssuerKeys

    init() {
        (old, new) = (IssuerForge(kid: "old", at: clock.now), IssuerForge(kid: "new", at: clock.now))
        let notices = Notices(IssuerForge.set(old.jwk))
        self.notices = notices
        // Waiting costs a test no time: the clock goes on instead.
        keys = IssuerKeys(clock: clock.clock, sleep: { [clock] in clock.advance(seconds: $0) }) { try notices.read() }
    }

    private func knows(_ kid: String) async -> Bool { await keys.key(kid) != nil }

    @Test func `a new key is known with its first token, at fifty requests a second`() async throws {
        var refused = 0
        for tick in 0..<3000 {
            if tick == 1000 { notices.publish(IssuerForge.set(old.jwk, new.jwk)) }
            let kid = tick < 1100 ? "old" : "new"
            if await !knows(kid) { refused += 1 }
            if tick % 50 == 0 { clock.advance(seconds: 1) }
        }
        #expect(refused == 0)
        #expect(notices.asked <= 3)
    }

    @Test func `a key that appears right after a question is waited for, not refused`() async throws {
        #expect(await knows("old"))
        notices.publish(IssuerForge.set(old.jwk, new.jwk))
        let before = clock.now
        #expect(await knows("new"))
        #expect(clock.now.seconds(since: before) == 10)
    }

    @Test func `ten thousand forged names cost six questions a minute`() async throws {
        #expect(await knows("old"))
        let begin = clock.now
        var unknown = 0
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<10_000 { group.addTask { [keys] in await keys.key("forged-\(number)") == nil } }
            for await isUnknown in group where isUnknown { unknown += 1 }
        }
        #expect(unknown == 10_000)
        let minutes = Double(clock.now.seconds(since: begin)) / 60
        #expect(Double(notices.asked - 1) <= 1 + 6 * minutes, "\(notices.asked) in \(minutes) min")
        #expect(await knows("old"))
    }

    @Test func `one forged name is asked for once a minute`() async throws {
        #expect(await knows("old"))
        for _ in 0..<500 { #expect(await !knows("forged")) }
        #expect(notices.asked == 2)
    }

    @Test func `many who ask at once share one question`() async throws {
        await withTaskGroup { group in
            for _ in 0..<60 { group.addTask { [keys] in _ = await keys.key("old") } }
        }
        #expect(notices.asked == 1)
    }

    @Test func `while the issuer is away its keys hold for a day`() async throws {
        #expect(await knows("old"))
        notices.publish(nil)
        var refused = 0
        for _ in 0..<(23 * 12) {
            clock.advance(seconds: 300)
            if await !knows("old") { refused += 1 }
        }
        #expect(refused == 0)
        clock.advance(seconds: 3601)
        #expect(await !knows("old"))
        notices.publish(IssuerForge.set(old.jwk))
        clock.advance(seconds: 60)
        #expect(await knows("old"), "and is back with the issuer")
    }

    @Test func `a withdrawn key is refused after five minutes`() async throws {
        #expect(await knows("old"))
        notices.publish(IssuerForge.set(new.jwk))
        clock.advance(seconds: 300)
        #expect(await !knows("old"))
        #expect(await knows("new"))
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"keys":7}"#, #"{"keys":[{"kty":"oct","kid":"old","k":"AAAA"}]}"#,
        #"{"keys":[{"kty":"RSA","kid":"old","n":"AQAB","e":"AQAB"}]}"#, #"{"keys":[{"kty":"EC","kid":"old"}]}"#,
    ])
    func `what is no usable key set gives no key`(text: String) async throws {
        notices.publish(Array(text.utf8))
        let token = try #require(IssuedToken(old.token()))
        let key = await keys.key("old")
        #expect(await key?.signed(token, with: .es256) != true)
        #expect(await key?.signed(token, with: .rs256) != true)
    }
}
