/// How a word sounds to someone who writes it by ear: *Ketschup*, *Majonäse*, *Tunfisch*, *Jogurt*, *Kaffe*,
/// *Spagetti*.
///
/// In the spirit of H. J. Postel's Kölner Phonetik (1969), but keeping vowels: with products, *Bohne* and *Biene* must
/// part.
enum Sound {
    /// Writes the sound of a folded word; returns its length (at most twice the word's, room must be that large).
    static func key(_ word: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        func put(_ letter: Unicode.Scalar) {
            let byte = UInt8(letter.value)
            if length > 0 && out[length - 1] == byte { return }
            out[length] = byte
            length += 1
        }
        var i = 0
        func next(_ offset: Int = 1) -> Unicode.Scalar {
            i + offset < word.count ? Unicode.Scalar(word[i + offset]) : " "
        }
        while i < word.count {
            let letter = Unicode.Scalar(word[i])
            switch letter {
            case "t" where next() == "s" && next(2) == "c" && next(3) == "h":
                put("c")
                i += 3
            case "t" where next() == "c" && next(2) == "h":
                put("c")
                i += 2
            case "s" where next() == "c" && next(2) == "h":
                put("x")
                i += 2
            case "s" where next() == "h":
                put("x")
                i += 1
            case "t" where next() == "h", "g" where next() == "h", "r" where next() == "h", "k" where next() == "h":
                put(letter)
                i += 1
            case "d" where next() == "t":
                put("t")
                i += 1
            case "p" where next() == "h":
                put("f")
                i += 1
            case "c" where next() == "h":
                put(length == 0 ? "x" : "h")
                i += 1
            case "c" where next() == "k": break
            case "c" where "eiy".unicodeScalars.contains(next()): put("z")
            case "c": put("k")
            case "q" where next() == "u":
                put("k")
                put("w")
                i += 1
            case "x":
                put("k")
                put("s")
            case "v" where length == 0: put("f")
            case "y" where length == 0: put("j")
            case "y":
                // Between vowels it is a j: Mayonnaise, Majonäse.
                put("aeou".unicodeScalars.contains(next()) && length > 0 && isVowel(out[length - 1]) ? "j" : "i")
            case "a" where next() == "i" && next(2) == "s" && next(3) == "e" && i + 4 == word.count:
                put("a")
                i += 1
            case "a" where next() == "i", "a" where next() == "y":
                put(next() == "y" && isVowel(next(2)) ? "a" : "e")
                if !(next() == "y" && isVowel(next(2))) {
                    put("i")
                    i += 1
                }
            case "e" where next() == "e" || next() == "h", "a" where next() == "h", "o" where next() == "h",
                "u" where next() == "h", "i" where next() == "h":
                put(letter)
                i += 1
            case "i" where next() == "e":
                put("i")
                i += 1
            default: put(letter)
            }
            i += 1
        }
        // A last e is hardly heard: Kaffee, Kaffe.
        return length
    }

    private static func isVowel(_ letter: Unicode.Scalar) -> Bool { "aeiou".unicodeScalars.contains(letter) }
    private static func isVowel(_ byte: UInt8) -> Bool { isVowel(Unicode.Scalar(byte)) }
}
