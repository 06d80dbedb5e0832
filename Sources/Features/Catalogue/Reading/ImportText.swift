import Vocabulary

extension String {
    /// Every run of white space as one blank.
    var singleSpaced: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// "Clothing > Tshirts, Sale" → "Clothing > Tshirts".
    var firstPath: String { split(separator: ",").first.map(String.init) ?? self }

    /// Without tags and with the commonest entities resolved; what a description says, not how it looks.
    var withoutMarkup: String {
        guard contains("<") || contains("&") else { return singleSpaced }
        var text = ""
        var isTag = false
        for character in self {
            switch character {
            case "<": isTag = true
            case ">" where isTag:
                isTag = false
                text.append(" ")
            default: if !isTag { text.append(character) }
            }
        }
        for (entity, sign) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
            text = text.replacing(entity, with: sign)
        }
        return text.singleSpaced
    }

    /// Whether a group of goods is one of alcoholic drinks: "Wein", "sonstige alkoholische Getränke", but not
    /// "Essig und Öl" or "alkoholfreie Getränke".
    var namesAlcohol: Bool {
        let known: Set = [
            "wein", "weine", "bier", "biere", "sekt", "schaumwein", "spirituosen", "rum", "likör", "liköre", "schnaps",
            "wodka", "vodka", "whisky", "whiskey", "gin", "alkoholische", "alkohol", "wine", "beer", "spirits",
        ]
        let words = lowercased().split { !$0.isLetter }.map(String.init)
        return words.contains(where: known.contains) && !words.contains { $0.hasPrefix("alkoholfrei") }
    }

    /// "Getränke 15 Cent Pfand" → 0.15; `nil` where no deposit is named, also for "pfandfrei".
    var centsOfDeposit: Money? {
        let words = lowercased().split(separator: " ")
        guard let index = words.firstIndex(of: "cent"), index > 0, index + 1 < words.count, words[index + 1] == "pfand",
            let cents = Int64(words[index - 1])
        else { return nil }
        return Money(cents: cents)
    }
}
