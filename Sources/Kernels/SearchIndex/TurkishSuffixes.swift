/// The suffixes `StemTurkish` knows, named as in its source: capitals stand for what changes with the word before them.
extension StemTurkish {
    /// A suffix: its forms, whether its vowel must be in harmony, which letter may stand before it between vowels.
    struct Suffix: Sendable {
        var forms: [Letters]
        var isHarmonic = true
        var buffer: UInt16?

        init(_ forms: String, harmonic: Bool = true, buffer: Unicode.Scalar? = nil) {
            self.forms = endings(forms)
            isHarmonic = harmonic
            self.buffer = buffer.map { UInt16($0.value) }
        }
    }

    static let lArI = Suffix("leri ları", harmonic: false)
    static let yU = Suffix("ı i u ü", buffer: "y")
    static let sU = Suffix("ı i u ü", buffer: "s")
    static let nU = Suffix("nı ni nu nü")
    static let nUn = Suffix("ın in un ün", buffer: "n")
    static let yA = Suffix("a e", buffer: "y")
    static let nA = Suffix("na ne")
    static let dA = Suffix("da de ta te")
    static let ndA = Suffix("nda nde")
    static let dAn = Suffix("dan den tan ten")
    static let ndAn = Suffix("ndan nden")
    static let ylA = Suffix("la le", buffer: "y")
    static let ki = Suffix("ki", harmonic: false)
    static let ncA = Suffix("ca ce", buffer: "n")
    static let yUm = Suffix("ım im um üm", buffer: "y")
    static let sUn = Suffix("sın sin sun sün")
    static let yUz = Suffix("ız iz uz üz", buffer: "y")
    static let sUnUz = Suffix("sınız siniz sunuz sünüz", harmonic: false)
    static let lAr = Suffix("ler lar")
    static let nUz = Suffix("nız niz nuz nüz")
    static let dUr = Suffix("tır tir tur tür dır dir dur dür")
    static let cAsInA = Suffix("casına cesine", harmonic: false)
    static let yDU = Suffix(
        """
        tım tim tum tüm dım dim dum düm tın tin tun tün dın din dun dün tık tik tuk tük dık dik duk dük tı ti tu tü dı \
        di du dü
        """, buffer: "y")
    static let ysA = Suffix("sam san sak sem sen sek sa se", harmonic: false, buffer: "y")
    static let ymUs = Suffix("mış miş muş müş", buffer: "y")
    static let yken = Suffix("ken", harmonic: false, buffer: "y")
    static let possessive = endings("mız miz muz müz nız niz nuz nüz m n")
}
