/// The languages of the pages.
package enum Language: String, Sendable, CaseIterable {
    case german = "de"
    case english = "en"

    var other: Language { self == .german ? .english : .german }

    /// The best for an `Accept-Language` header (RFC 9110, 12.5.4): the highest quality wins, then the earlier one.
    package init(accepting header: String?, fallback: Language = .german) {
        var best: (language: Language, quality: Double)?
        for part in (header ?? "").split(separator: ",") {
            let fields = part.split(separator: ";").map { $0.trimmed }
            guard let tag = fields.first, let language = Language(tag: tag) else { continue }
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if quality > 0, quality > best?.quality ?? 0 { best = (language, quality) }
        }
        self = best?.language ?? fallback
    }

    /// `de-AT` is German.
    private init?(tag: some StringProtocol) {
        guard let primary = tag.split(separator: "-").first else { return nil }
        self.init(rawValue: primary.lowercased())
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    fileprivate var trimmed: SubSequence {
        let start = firstIndex { $0 != " " && $0 != "\t" } ?? endIndex
        let end = lastIndex { $0 != " " && $0 != "\t" }.map { index(after: $0) } ?? start
        return self[start..<end]
    }
}
