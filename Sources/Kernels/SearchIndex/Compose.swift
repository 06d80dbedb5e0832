/// Puts a combining accent onto the letter before it (canonical composition of the accents our stemmers' languages
/// use).
enum Compose {
    private static let pairs: [UInt32: [(UInt8, String)]] = [
        0x300: zip("aeiou", "àèìòù"), 0x301: zip("aeiouyncsz", "áéíóúýńćśź"), 0x302: zip("aeiou", "âêîôû"),
        0x303: zip("ano", "ãñõ"), 0x308: zip("aeiouy", "äëïöüÿ"), 0x327: zip("cs", "çş"), 0x328: zip("ae", "ąę"),
        0x306: zip("ag", "ăğ"), 0x307: zip("z", "ż"), 0x30A: zip("a", "å"), 0x30C: zip("csz", "čšž"),
    ]

    private static func zip(_ letters: String, _ composed: String) -> [(UInt8, String)] {
        Array(Swift.zip(letters.utf8, composed.map { String($0) }))
    }

    /// `mark` is a combining scalar's value; unknown pairs leave the letter bare.
    static func add(mark: UInt32, to surface: inout [UInt8], from start: Int) {
        guard surface.count > start, let last = surface.last,
            let composed = pairs[mark]?.first(where: { $0.0 == last })?.1
        else { return }
        surface.removeLast()
        surface.append(contentsOf: composed.utf8)
    }
}
