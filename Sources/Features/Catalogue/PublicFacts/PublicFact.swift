import Postgres
import Vocabulary
import Web

/// A product as a public source describes it: facts without an offer, a suggestion for whoever sells it.
///
/// Allergens stay unknown: a source that is silent about them has not said that there are none.
package struct PublicFact: Sendable, Hashable {
    package let gtin: String
    package let title: String
    package let ingredients: String?
    /// Per 100 g or ml.
    package let nutrition: JSONText?
    package let diet: [String]
    package let content: Content?
    var product = ID<Product>(high: 0, low: 0)
    var variant = ID<Variant>(high: 0, low: 0)

    package static let source = "openfoodfacts"
}

/// What became of a file of public facts.
package struct PublicFactCounts: Sendable, Hashable {
    package var new = 0
    package var changed = 0
    package var unchanged = 0
    package var refusals: [RowRefusal] = []
}

extension PublicFact {
    /// One line of the German Open Food Facts extract: `{"id": GTIN, "title", "text", "fat", …, "diet": […]}`.
    package init(line: Int, json text: [UInt8]) throws(FactRefusal) {
        do {
            var fields = try JSON(parsing: text).object()
            let number = try fields.required("id", characters: 1...100)
            let title = try fields.required("title", characters: 1...2000).singleSpaced
            let words = try fields.optional("text", characters: 0...20_000)
            guard let gtin = GTIN(number) else { throw FactRefusal(line, "id", "gtin-wrong", "This is no GTIN.") }
            guard (1...300).contains(title.count) else {
                throw FactRefusal(line, "title", "too-long", "A title has 1 to 300 letters.")
            }
            self.gtin = gtin.canonical
            self.title = title
            ingredients = words.flatMap { $0.isEmpty ? nil : $0 }
            nutrition = try Self.nutrition(&fields)
            diet = try fields.array("diet", 0...50) { (json) throws(RequestProblem) in try json.string(1...60) }
            content = ContentInTitle.parse(title)
        } catch let refusal as FactRefusal {
            throw refusal
        } catch {
            throw FactRefusal(line, nil, "not-readable", "The line is no product in JSON.")
        }
    }

    private static let nutrients = ["energy", "fat", "satfat", "carb", "sugar", "protein", "salt", "fiber"]

    private static func nutrition(_ fields: inout Fields) throws(RequestProblem) -> JSONText? {
        var found: [(name: String, value: Double)] = []
        for name in nutrients {
            if let json = fields.optional(name) { found.append((name, try json.number(0...100_000))) }
        }
        guard !found.isEmpty else { return nil }
        let members = found.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",")
        return JSONText(Array("{\(members)}".utf8))
    }
}

/// Why a line of public facts is left out.
package struct FactRefusal: Error, Sendable {
    let refusal: RowRefusal

    init(_ line: Int, _ column: String?, _ code: String, _ sentence: String) {
        refusal = RowRefusal(line: line, column: column, code: code, sentence: sentence)
    }
}
