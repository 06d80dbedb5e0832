import Foundation
import Mustache
import Vocabulary

/// Templates, words and assets of the folder `pages/`, read once at start.
package struct Pages: Sendable {
    private let templates: MustacheLibrary
    private let words: [Language: [String: String]]
    let style: Asset
    let script: Asset
    let icon: Asset
    let mapScript: Asset
    let leafletScript: Asset
    let leafletStyle: Asset

    var assets: [Asset] { [style, script, icon, mapScript, leafletScript, leafletStyle] }

    /// Throws what is missing or wrong in the folder, in words for the one who starts the program.
    package init(folder: String) async throws {
        templates = try await MustacheLibrary(directory: folder)
        words = try Self.words(in: folder + "/words.json")
        style = try Asset(file: folder + "/style.css", type: "text/css; charset=utf-8")
        script = try Asset(file: folder + "/script.js", type: "text/javascript; charset=utf-8")
        icon = try Asset(file: folder + "/icon.svg", type: "image/svg+xml; charset=utf-8")
        mapScript = try Asset(file: folder + "/map.js", type: "text/javascript; charset=utf-8")
        leafletScript = try Asset(file: folder + "/leaflet/leaflet.js", type: "text/javascript; charset=utf-8")
        leafletStyle = try Asset(file: folder + "/leaflet/leaflet.css", type: "text/css; charset=utf-8")
        for kind in Kind.allCases where templates.getTemplate(named: kind.rawValue) == nil {
            throw PagesMissing(what: "\(folder)/\(kind.rawValue).mustache")
        }
    }

    enum Kind: String, CaseIterable {
        case front, search, shops, shop, product, map, towns, suggestions
    }

    func wording(_ language: Language) -> Wording { Wording(language: language, words: words[language] ?? [:]) }

    /// A whole page as UTF-8.
    func render(_ kind: Kind, _ page: some Sendable, frame: Frame?, in language: Language) -> [UInt8] {
        var context: [String: Any] = ["t": words[language] ?? [:], "page": page]
        if let frame { context["frame"] = frame }
        return Array((templates.render(context, withTemplate: kind.rawValue) ?? "").utf8)
    }

    /// `{"key": ["Deutsch", "English"]}`: both languages side by side, so that none is forgotten.
    private static func words(in path: String) throws -> [Language: [String: String]] {
        guard let file = FileManager.default.contents(atPath: path) else { throw PagesMissing(what: path) }
        let all = try JSONDecoder().decode([String: [String]].self, from: file)
        for (key, texts) in all where texts.count != 2 || texts.contains("") {
            throw PagesMissing(what: "\(path): \(key) in two languages")
        }
        for word in Word.allCases where all[word.rawValue] == nil {
            throw PagesMissing(what: "\(path): \(word.rawValue)")
        }
        return [.german: all.mapValues { $0[0] }, .english: all.mapValues { $0[1] }]
    }
}

/// Something that must be in the folder of pages is not.
package struct PagesMissing: Error, CustomStringConvertible {
    let what: String
    package var description: String { "the pages are incomplete: \(what) is missing" }
}
