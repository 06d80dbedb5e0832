/// What a quantity of goods is measured in.
package enum Measure: String, Sendable, Hashable, CaseIterable {
    case gram, millilitre, cubicMetre, metre, squareMetre, piece
}

/// How much is in one unit of sale: "6 x 0,33 l" is 1,980 ml in 6 parts.
package struct Content: Hashable, Sendable {
    /// Thousandths of the measure: 250 g are 250,000. Above zero.
    package let thousandths: Int64
    package let measure: Measure
    /// Equal parts in the unit of sale; 1 where it is one.
    package let parts: Int
    /// What is left without the liquid (Abtropfgewicht), in thousandths; not above the content.
    package let drainedThousandths: Int64?

    /// `nil` for amounts that are not above zero, or a drained weight above the whole.
    package init?(thousandths: Int64, measure: Measure, parts: Int = 1, drainedThousandths: Int64? = nil) {
        guard thousandths > 0, parts > 0, drainedThousandths.map({ $0 > 0 && $0 <= thousandths }) ?? true
        else { return nil }
        self.thousandths = thousandths
        self.measure = measure
        self.parts = parts
        self.drainedThousandths = drainedThousandths
    }

    /// Sold one by one.
    package static let onePiece = Content(thousandths: 1000, measure: .piece)!
}

/// A unit as people write it: its measure and how many thousandths of that measure one of it is.
package struct WrittenUnit: Hashable, Sendable {
    package let measure: Measure
    package let thousandths: Int64

    /// `nil` where the word is no unit we know. Upper and lower case are the same but for "M", which is a size.
    package init?(_ word: some StringProtocol) {
        if word == "M" { return nil }
        var key = word.lowercased()
        if key.hasSuffix(".") { key.removeLast() }
        guard let unit = Self.words[key] else { return nil }
        (measure, thousandths) = unit
    }

    private static let words: [String: (Measure, Int64)] = [
        "g": (.gram, 1000), "gr": (.gram, 1000), "gramm": (.gram, 1000), "gram": (.gram, 1000),
        "kg": (.gram, 1_000_000), "kilo": (.gram, 1_000_000), "kilogramm": (.gram, 1_000_000),
        "ml": (.millilitre, 1000), "milliliter": (.millilitre, 1000), "cl": (.millilitre, 10_000),
        "dl": (.millilitre, 100_000), "l": (.millilitre, 1_000_000), "lt": (.millilitre, 1_000_000),
        "ltr": (.millilitre, 1_000_000), "liter": (.millilitre, 1_000_000), "litre": (.millilitre, 1_000_000),
        "m³": (.cubicMetre, 1000), "m3": (.cubicMetre, 1000), "cbm": (.cubicMetre, 1000),
        "mm": (.metre, 1), "cm": (.metre, 10), "m": (.metre, 1000), "meter": (.metre, 1000), "lfm": (.metre, 1000),
        "m²": (.squareMetre, 1000), "m2": (.squareMetre, 1000), "qm": (.squareMetre, 1000),
        "stück": (.piece, 1000), "stueck": (.piece, 1000), "stck": (.piece, 1000), "stk": (.piece, 1000),
        "st": (.piece, 1000), "piece": (.piece, 1000), "pieces": (.piece, 1000),
    ]
}
