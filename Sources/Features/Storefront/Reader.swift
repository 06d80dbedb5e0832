import HTTPTypes
import Hummingbird
import Web

/// Who asks for a page, as far as the request tells: language, compression, and the address itself.
struct Reader: Sendable {
    let language: Language
    /// Chosen by hand (`?lang=en`); it stays while the reader walks on.
    let chosen: Language?
    let acceptsGzip: Bool
    let path: String
    /// The fields of the address but the language, still encoded.
    let fields: [Substring]

    init(_ request: Request) throws {
        var query = try request.query()
        chosen = try query.optional("lang", characters: 0...20).flatMap(Language.init(rawValue:))
        language = chosen ?? Language(accepting: request.headers[.acceptLanguage])
        acceptsGzip = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        path = request.uri.path
        fields = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("lang=") }
    }

    /// This very address in the other language.
    var other: String { path + "?" + (fields + ["lang=\(language.other.rawValue)"]).joined(separator: "&") }
}
