import Foundation

/// Finds the content in a title: "Röstkaffee 250g", "6 x 0,33 l", "10er", "400 g (Abtropfgewicht 250 g)".
///
/// Ranges ("ca. 200-250g") are no content, and where two amounts contradict each other there is none either: a wrong
/// content makes a wrong Grundpreis, a missing one is asked for before publishing.
package enum ContentInTitle {
    package static func parse(_ title: String) -> Content? {
        let found = amounts(in: Array(title))
        let drained = found.filter(\.isDrained)
        let whole = found.filter { !$0.isDrained && $0.measure != .piece }
        let pieces = found.filter { !$0.isDrained && $0.measure == .piece }
        guard let first = whole.first else { return content(ofPieces: pieces) }
        let total = whole.first { $0.parts > 1 } ?? first
        let isAgreed = whole.allSatisfy {
            $0.measure == total.measure && ($0.total == total.total || $0.total * Int64(total.parts) == total.total)
        }
        guard isAgreed, drained.count <= 1 else { return nil }
        if total.parts == 1, let pack = pieces.first, pack.isPack { return nil }
        let drainedTotal = drained.first.flatMap { $0.measure == total.measure ? $0.total : nil }
        return Content(
            thousandths: total.total, measure: total.measure, parts: total.parts, drainedThousandths: drainedTotal)
    }

    private static func content(ofPieces pieces: [Amount]) -> Content? {
        guard let first = pieces.first, Set(pieces.map(\.total)).count == 1 else { return nil }
        return Content(thousandths: first.total, measure: .piece)
    }

    private struct Amount {
        var each: Int64
        var parts = 1
        let measure: Measure
        var isDrained = false
        var isPack = false
        var total: Int64 { each * Int64(parts) }
    }

    private static func amounts(in text: [Character]) -> [Amount] {
        var found: [Amount] = []
        var index = 0
        while index < text.count {
            guard text[index].isDigit, index == 0 || !text[index - 1].joinsNumber else {
                index += 1
                continue
            }
            let number = Scanner.number(in: text, from: index)
            let start = index
            index = number.end
            if isRangeOrAbout(text, start: start, end: number.end) { continue }
            guard let (amount, end) = amount(of: number, in: text) else { continue }
            found.append(amount)
            found[found.count - 1].isDrained = isDrained(text, start: start, end: end)
            index = end
        }
        return found
    }

    /// "250 g", "6 x 0,33 l", "20 Beutel à 1,75 g", "10er".
    private static func amount(of number: Scanner.Number, in text: [Character]) -> (Amount, Int)? {
        let after = Scanner.skipBlanks(in: text, from: number.end)
        if let second = Scanner.multiplied(in: text, from: after), let count = number.whole, (2...1000).contains(count)
        {
            let inner = Scanner.number(in: text, from: second)
            guard let (amount, end) = unit(of: inner, in: text), amount.measure != .piece else { return nil }
            return (Amount(each: amount.each, parts: count, measure: amount.measure), end)
        }
        if let count = number.whole, let end = Scanner.word("er", in: text, at: number.end), (2...200).contains(count) {
            return (Amount(each: Int64(count) * 1000, measure: .piece, isPack: true), end)
        }
        return unit(of: number, in: text)
    }

    private static func unit(of number: Scanner.Number, in text: [Character]) -> (Amount, Int)? {
        let start = Scanner.skipBlanks(in: text, from: number.end)
        var end = start
        while end < text.count, text[end].isLetter || "²³".contains(text[end]) { end += 1 }
        if end < text.count, end - start == 1, text[start].lowercased() == "m", "23".contains(text[end]) { end += 1 }
        guard end > start, end == text.count || !text[end].isDigit, let unit = WrittenUnit(String(text[start..<end])),
            unit.thousandths > 1, let thousandths = number.value(times: unit)
        else { return nil }
        return (Amount(each: thousandths, measure: unit.measure), end)
    }

    private static func isRangeOrAbout(_ text: [Character], start: Int, end: Int) -> Bool {
        let next = Scanner.skipBlanks(in: text, from: end)
        if next + 1 < text.count, "-–".contains(text[next]), Scanner.startsNumber(in: text, from: next + 1) {
            return true
        }
        var before = start
        while before > 0, text[before - 1] == " " { before -= 1 }
        if before > 1, "-–".contains(text[before - 1]),
            text[..<(before - 1)].last(where: { $0 != " " })?.isDigit == true
        {
            return true
        }
        let words = String(text[max(0, before - 4)..<before]).lowercased()
        return words.hasSuffix("ca.") || words.hasSuffix("ca") && (words.count < 3 || !words.dropLast(2).last!.isLetter)
    }

    private static func isDrained(_ text: [Character], start: Int, end: Int) -> Bool {
        let before = String(text[max(0, start - 22)..<start]).lowercased()
        let after = String(text[end..<min(text.count, end + 18)]).lowercased()
        return ["abtropf", "abtr.", "atg"].contains { mark in
            let behindMark = before.range(of: mark).map { before[$0.upperBound...] }
            return behindMark?.contains(where: \.isNumber) == false || after.drop { $0 == " " }.hasPrefix(mark)
        }
    }
}

extension ContentInTitle {
    /// Small readers over the characters of a title.
    fileprivate enum Scanner {
        struct Number {
            let integer: String
            let fraction: String
            let separator: Character?
            let end: Int

            var whole: Int? { fraction.isEmpty ? Int(integer) : nil }

            /// Three digits behind a point are thousands only for the small units: "1.000 g", but "0.330 l".
            func value(times unit: WrittenUnit) -> Int64? {
                var (integer, fraction) = (integer, fraction)
                let isSmall = unit.thousandths == 1000 && (unit.measure == .gram || unit.measure == .millilitre)
                if separator == ".", fraction.count == 3, isSmall, integer != "0" {
                    (integer, fraction) = (integer + fraction, "")
                }
                guard integer.count + fraction.count <= 9, let digits = Int64(integer + fraction) else { return nil }
                var divisor: Int64 = 1
                for _ in 0..<fraction.count { divisor *= 10 }
                let product = digits * unit.thousandths
                return product > 0 && product % divisor == 0 ? product / divisor : nil
            }
        }

        static func number(in text: [Character], from start: Int) -> Number {
            var end = start
            while end < text.count, text[end].isDigit { end += 1 }
            let integer = String(text[start..<end])
            guard end + 1 < text.count, ".,".contains(text[end]), text[end + 1].isDigit else {
                return Number(integer: integer, fraction: "", separator: nil, end: end)
            }
            let (separator, from) = (text[end], end + 1)
            end = from
            while end < text.count, text[end].isDigit { end += 1 }
            return Number(integer: integer, fraction: String(text[from..<end]), separator: separator, end: end)
        }

        static func skipBlanks(in text: [Character], from start: Int) -> Int {
            var index = start
            while index < text.count, text[index].isWhitespace { index += 1 }
            return index
        }

        static func startsNumber(in text: [Character], from start: Int) -> Bool {
            let index = skipBlanks(in: text, from: start)
            return index < text.count && text[index].isDigit
        }

        /// Where the second number of "6 x 0,33" or "20 Beutel à 1,75" starts, looking from behind the first one.
        static func multiplied(in text: [Character], from start: Int) -> Int? {
            var index = start
            if index < text.count, text[index].isLetter, !"xX".contains(text[index]) {
                while index < text.count, text[index].isLetter || text[index] == "." { index += 1 }
                index = skipBlanks(in: text, from: index)
                guard index < text.count, "àaáx×".contains(text[index]) else { return nil }
            }
            guard index < text.count, "xX×*àaá".contains(text[index]), startsNumber(in: text, from: index + 1) else {
                return nil
            }
            return skipBlanks(in: text, from: index + 1)
        }

        static func word(_ word: String, in text: [Character], at start: Int) -> Int? {
            let end = start + word.count
            guard end <= text.count, String(text[start..<end]).lowercased() == word,
                end == text.count || !text[end].isLetter
            else { return nil }
            return end
        }
    }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isNumber }
    fileprivate var joinsNumber: Bool { isDigit || self == "." || self == "," }
}
