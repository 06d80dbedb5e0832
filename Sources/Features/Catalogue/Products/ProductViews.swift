import Postgres
import Vocabulary
import Web

/// A product's page.
package struct ProductView: View {
    let page: ProductPage
    let now: Instant

    package init(_ page: ProductPage, at now: Instant) {
        self.page = page
        self.now = now
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", page.product.id)
            page.product.writeWords(to: &$0, minimumAge: page.minimumAge)
            $0.array("path", page.path.reversed().map(CategoryMark.init))
            if !page.product.axes.isEmpty { $0.array("axes", page.product.axes) }
            $0.array("variants", page.variants.map(VariantView.init))
            $0.array(
                "offers",
                page.offers.map { offer in
                    var view = OfferView(offer, at: now, lowestBefore: page.lowestBefore[offer.id])
                    view.choices = page.choices[offer.id] ?? []
                    return view
                })
        }
    }
}

/// A product as its describer edits it.
struct OwnProductView: View {
    let product: Product

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", product.id)
            $0.field("category", product.category)
            product.writeWords(to: &$0, minimumAge: product.minimumAge)
            $0.field("version", product.version)
        }
    }
}

extension Product {
    func writeWords(to json: inout JSONWriter, minimumAge: Int) {
        json.field("title", title)
        json.field("brand", brand)
        json.field("description", description)
        json.field("food", food)
        if let nutrition { json.raw("nutrition", nutrition.utf8) }
        json.array("diet", diet)
        json.field("source", source)
        json.field("minimumAge", minimumAge)
        json.field("vatClass", vatClass)
    }
}

/// `{"ingredients": "…", "allergens": {"state": "declared", "contains": ["milk"], "mayContain": []}}`; the state
/// `unknown` says that nobody has declared anything.
extension FoodFacts: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        self.init(ingredients: try fields.optional("ingredients", characters: 1...20_000))
        additives = try fields.optional("additives", characters: 1...2000)
        origin = try fields.optional("origin", characters: 1...200)
        foodBusiness = try fields.optional("foodBusiness", characters: 1...500)
        if let stated = fields.optional("allergens") { allergens = try AllergenStatement(json: stated) }
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("ingredients", ingredients)
            $0.field("additives", additives)
            $0.field("origin", origin)
            $0.field("foodBusiness", foodBusiness)
            $0.field("allergens", allergens)
        }
    }
}

extension AllergenStatement: JSONReadable, JSONWritable {
    private enum State: String, JSONReadable, CaseIterable { case unknown, declared }

    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let state: State = try fields.required("state")
        let contains = try fields.array("contains", 0...14, of: Allergen.self)
        let mayContain = try fields.array("mayContain", 0...14, of: Allergen.self)
        try fields.end()
        guard state == .declared || contains.isEmpty && mayContain.isEmpty else {
            throw json.wrong("state", "must be declared where allergens are named")
        }
        self = state == .unknown ? .unknown : .declared(contains: Set(contains), mayContain: Set(mayContain))
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            switch self {
            case .unknown: $0.field("state", "unknown")
            case .declared(let contains, let mayContain):
                $0.field("state", "declared")
                $0.array("contains", contains.sorted())
                $0.array("mayContain", mayContain.sorted())
            }
        }
    }
}

/// A category by its name alone.
struct CategoryMark: JSONWritable {
    let category: Category

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", category.id)
            $0.field("slug", category.slug)
            $0.field("title", category.title)
        }
    }
}

package struct CategoryView: View {
    let category: Category

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", category.id)
            $0.field("parent", category.parent)
            $0.field("slug", category.slug)
            $0.field("title", category.title)
            $0.field("titleEnglish", category.englishTitle)
            $0.array("synonyms", category.synonyms)
            $0.field("minimumAge", category.minimumAge)
            $0.field("rank", category.rank)
            $0.field("isFoodInformationRequired", category.isFoodInformationRequired)
            $0.field("version", category.version)
        }
    }
}
