import Foundation
import Storefront
import TestSupport
import Testing
import Vocabulary

/// Words, amounts and times as people read them.
struct WordingTests {
    private let german = Wording(language: .german, words: ["today": "heute", "tomorrow": "morgen"])
    private let english = Wording(language: .english, words: ["today": "today", "tomorrow": "tomorrow"])

    @Test(arguments: [
        (0, "0,00\u{A0}€", "€0.00"), (5, "0,05\u{A0}€", "€0.05"), (123_456, "1.234,56\u{A0}€", "€1,234.56"),
        (-310, "−3,10\u{A0}€", "−€3.10"), (100_000_000, "1.000.000,00\u{A0}€", "€1,000,000.00"),
    ])
    func `money reads as in the language`(cents: Int64, inGerman: String, inEnglish: String) {
        #expect(german.money(Money(cents: cents)) == inGerman)
        #expect(english.money(Money(cents: cents)) == inEnglish)
    }

    @Test func `days are named by their distance`() throws {
        let zone = try #require(Zone("Europe/Berlin"))
        let now = try #require(Instant("2026-10-24T20:00:00Z"))
        #expect(german.day(now + 3600, in: zone, now: now) == "heute")
        #expect(german.day(now + 4 * 3600, in: zone, now: now) == "morgen")
        #expect(german.day(now + 2 * 86_400, in: zone, now: now) == "Mo, 26.10.")
        #expect(english.day(now + 2 * 86_400, in: zone, now: now) == "Mon 26 Oct")
        #expect(german.clock(now + 86_400, in: zone) == "21:00", "the clocks went back in that night")
    }

    @Test func `gaps are filled by name, and what fills them is not filled again`() {
        let words = Wording(language: .german, words: ["at": "bei {shop}", "atMany": "{shop} und {count} {gone}"])
        #expect(words.text(.at, ["shop": "{count}"]) == "bei {count}")
        #expect(words.text(.atMany, ["count": "3", "shop": "A"]) == "A und 3 ")
    }

    @Test func `templates name words that exist`() throws {
        let folder = packageFolder + "/pages/"
        let words = try JSONDecoder().decode(
            [String: [String]].self, from: Data(contentsOf: URL(filePath: folder + "words.json")))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".mustache") {
            let text = try String(contentsOfFile: folder + name, encoding: .utf8)
            for match in text.matches(of: /\{\{t\.(\w+)\}\}/) {
                #expect(words[String(match.output.1)] != nil, "\(name) names t.\(match.output.1)")
            }
        }
    }

    @Test func `a folder without pages is refused with what is missing`() async throws {
        await #expect(throws: (any Error).self) { try await Pages(folder: "/nonexistent") }
    }
}
