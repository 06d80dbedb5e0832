/// Words as an index compares them, for callers who rank hits by rules of their own.
public enum FoldedWords {
    /// The words of a text, folded: lower case, without accents, one spelling for all spellings of an umlaut.
    public static func of(_ text: String) -> [[UInt8]] {
        var tokeniser = Tokeniser()
        tokeniser.read(text, limit: 64)
        return tokeniser.tokens.map { tokeniser.form($0) }
    }

    /// Edits between two words: insertions, deletions, substitutions, swaps of neighbours; at most `limit + 1`.
    public static func edits(_ a: [UInt8], _ b: [UInt8], upTo limit: Int) -> Int {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { EditDistance.distance(a, $0, limit: limit) } }
    }
}
