import HTTPTypes
import Hummingbird

extension Request {
    /// The offered language that the caller likes best by Accept-Language (RFC 4647 lookup); the first where none fits.
    /// Offered ones are BCP 47 tags in lower case.
    package func language(among offered: [String]) -> String {
        precondition(!offered.isEmpty, "an answer has a language")
        let wishes = (headers[.acceptLanguage] ?? "").prefix(500).split(separator: ",").compactMap(Wish.init)
        for wish in wishes.enumerated().sorted(by: { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) })
        {
            if wish.element.tag == "*" { return offered[0] }
            if let fitting = Self.lookup(wish.element.tag, among: offered) { return fitting }
        }
        return offered[0]
    }

    /// `de-at` finds `de-at`, else `de`.
    private static func lookup(_ tag: String, among offered: [String]) -> String? {
        var tag = tag[...]
        while !tag.isEmpty {
            if let fitting = offered.first(where: { $0 == tag }) { return fitting }
            tag = tag.lastIndex(of: "-").map { tag[..<$0] } ?? ""
        }
        return nil
    }

    /// `de;q=0.8`, in thousandths; a weight of 0 is no wish.
    private struct Wish {
        let tag: String
        let weight: Int

        init?(_ part: Substring) {
            let pieces = part.split(separator: ";").map { $0.trimmed.lowercased() }
            guard let tag = pieces.first else { return nil }
            self.tag = tag
            let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard quality > 0, quality <= 1 else { return nil }
            weight = Int(quality * 1000)
        }
    }
}

extension Answer {
    /// The same answer, said to be in this language.
    package func speaking(_ language: String) -> Answer {
        var answer = self
        answer.headers[.contentLanguage] = language
        return answer
    }
}
