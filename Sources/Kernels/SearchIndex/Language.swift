/// A language with a stemmer. `none` leaves words as they are (brands, numbers, languages we have no stemmer for).
public enum Language: UInt8, Sendable, CaseIterable {
    case none, german, english, french, italian, dutch, polish, russian, turkish

    /// From an ISO 639-1 code, also with a region ("de-AT"); anything unknown is `none`.
    public init(code: String) {
        switch code.prefix(2) {
        case "de": self = .german
        case "en": self = .english
        case "fr": self = .french
        case "it": self = .italian
        case "nl": self = .dutch
        case "pl": self = .polish
        case "ru": self = .russian
        case "tr": self = .turkish
        default: self = .none
        }
    }
}
