import Vocabulary

/// Words, amounts and times as people of one language read them.
package struct Wording: Sendable {
    package let language: Language
    /// By key of `pages/words.json`.
    let words: [String: String]

    package init(language: Language, words: [String: String]) {
        self.language = language
        self.words = words
    }

    package subscript(_ word: Word) -> String { words[word.rawValue] ?? word.rawValue }

    /// The text with its gaps filled: `{city}` by the value of `city`.
    package func text(_ word: Word, _ values: KeyValuePairs<String, String>) -> String {
        var rest = self[word][...]
        var filled = ""
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            filled += rest[..<open] + (values.first { $0.key == name }?.value ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    /// What a list of things is called here, by a code that data carries (`trade.bakery`); the code itself where nobody
    /// has named it.
    package func name(_ kind: String, _ code: String) -> String { words[kind + "." + code] ?? code }

    /// `1.234,50 €` and `€1,234.50`.
    package func money(_ amount: Money) -> String {
        let digits = grouped(Int(amount.cents.magnitude / 100))
        let rest = Int(amount.cents.magnitude % 100).padded(2)
        let sign = amount.cents < 0 ? "−" : ""
        return language == .german ? "\(sign)\(digits),\(rest)\u{A0}€" : "\(sign)€\(digits).\(rest)"
    }

    /// A whole number with its thousands apart.
    package func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let separator: Character = language == .german ? "." : ","
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(separator) }
            text.append(digit)
        }
        return text
    }

    /// Thousandths of a unit: `1500` is `1,5`.
    func thousandths(_ amount: Int) -> String {
        let whole = grouped(amount / 1000)
        var rest = (amount % 1000).padded(3)
        while rest.last == "0" { rest.removeLast() }
        return rest.isEmpty ? whole : whole + (language == .german ? "," : ".") + rest
    }

    /// `16:00–18:00`.
    package func hours(_ window: TimeWindow, in zone: Zone) -> String {
        clock(window.start, in: zone) + "–" + clock(window.end, in: zone)
    }

    /// `18:30`.
    package func clock(_ instant: Instant, in zone: Zone) -> String {
        let minutes = zone.clock(at: instant).second / 60
        return (minutes / 60).padded(2) + ":" + (minutes % 60).padded(2)
    }

    /// `heute`, `morgen`, else `Mo, 23.11.` and `Mon 23 Nov`.
    package func day(_ instant: Instant, in zone: Zone, now: Instant) -> String {
        let day = zone.clock(at: instant).day
        let today = zone.clock(at: now).day
        if day == today { return self[.today] }
        if day == today + 1 { return self[.tomorrow] }
        let parts = day.parts
        switch language {
        case .german: return "\(weekday(day.weekday)), \(parts.day.padded(2)).\(parts.month.padded(2))."
        case .english: return "\(weekday(day.weekday)) \(parts.day) \(Self.englishMonths[parts.month - 1])"
        }
    }

    /// Monday is 1.
    package func weekday(_ number: Int) -> String {
        (language == .german ? Self.germanDays : Self.englishDays)[number - 1]
    }

    private static let germanDays = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    private static let englishDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
