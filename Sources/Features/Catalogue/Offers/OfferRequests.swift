import Retailers
import Vocabulary
import Web

/// `{"price": …, "sale": {"price": …, "startsAt": …, "endsAt": …}}`
extension PriceTag.Sale: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let price: Money = try fields.required("price")
        let startsAt: Instant? = try fields.optional("startsAt")
        let endsAt: Instant? = try fields.optional("endsAt")
        try fields.end()
        self.init(price: price, startsAt: startsAt, endsAt: endsAt)
    }
}

/// A new offer: of a variant that exists (`product`, `variant`) or of a product that comes with it (`newProduct`).
extension NewOffer: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let branch: ID<Branch> = try fields.required("branch")
        let price: Money = try fields.required("price")
        let tag = PriceTag(regular: price, sale: try fields.optional("sale"))
        self.init(goods: try Self.goods(&fields), branch: branch, tag: tag)
        sku = try fields.optional("sku", characters: 1...100)
        depositCode = try fields.optional("deposit", characters: 1...60)
        stockMode = try fields.optional("stock") ?? .untracked
        onHand = try fields.optional("onHand", in: 0...1_000_000 as ClosedRange<Int64>) ?? 0
        try fields.end()
    }

    private static func goods(_ fields: inout Fields) throws(RequestProblem) -> Goods {
        if let new: NewProduct = try fields.optional("newProduct") { return .new(new) }
        let product: ID<Product> = try fields.required("product")
        return .known(try fields.required("variant"), of: product)
    }
}

extension NewProduct: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let title = try fields.required("title", characters: 1...300)
        let variants = try fields.array("variants", 1...100, of: NewVariant.self)
        self.init(title: title, variants: variants)
        axes = try fields.array("axes", 0...3) { (json) throws(RequestProblem) in try json.string(1...40) }
        category = try fields.optional("category")
        brand = try fields.optional("brand", characters: 1...200)
        description = try fields.optional("description", characters: 1...20_000)
        food = try fields.optional("food") ?? FoodFacts()
        minimumAge = try fields.optional("minimumAge", in: 0...99) ?? 0
        vatClass = try fields.optional("vatClass")
        try fields.end()
        guard variants.allSatisfy({ $0.options.count == axes.count }) else {
            throw json.wrong("options", "every variant must have one option for each axis")
        }
        guard axes.isEmpty || Set(variants.map(\.options)).count == variants.count else {
            throw json.wrong("options", "no two variants may have the same options")
        }
    }
}

extension NewProduct.NewVariant: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let title = try fields.optional("title", characters: 0...200) ?? ""
        let gtin: GTIN? = try fields.optional("gtin")
        let content: Content? = try fields.optional("content")
        let isLoose: Bool = try fields.optional("isLoose") ?? false
        let values = try fields.array("options", 0...3) { (json) throws(RequestProblem) in try json.string(1...80) }
        try fields.end()
        self.init(
            title: title.isEmpty ? values.joined(separator: ", ") : title, gtin: gtin, content: content,
            isLoose: isLoose)
        options = values
    }
}

extension GTIN: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        guard let gtin = GTIN(try json.string(8...20)) else {
            throw json.wrong("gtin", "must have 8, 12, 13 or 14 digits, the last of them right")
        }
        self = gtin
    }
}

/// A merge patch of an offer: `price`, `sale`, `deposit`, `stock`, `onHand`, `state`.
struct OfferPatch: Sendable {
    private let price: Money?
    private let sale: Change<PriceTag.Sale>
    private let deposit: Change<String>
    private let stock: StockMode?
    private let onHand: Int64?
    private let state: OfferState?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        price = try fields.optional("price")
        sale = try fields.change("sale")
        deposit = try fields.change("deposit", characters: 1...60)
        stock = try fields.optional("stock")
        onHand = try fields.optional("onHand", in: 0...1_000_000 as ClosedRange<Int64>)
        state = try fields.optional("state")
        try fields.end()
    }

    @Sendable func apply(_ terms: inout OfferTerms) {
        terms.tag = PriceTag(regular: price ?? terms.tag.regular, sale: sale.applied(to: terms.tag.sale))
        terms.depositCode = deposit.applied(to: terms.depositCode)
        terms.stockMode = stock ?? terms.stockMode
        terms.onHand = onHand
        terms.state = state ?? terms.state
    }
}

/// A merge patch of a product's words.
struct ProductPatch: Sendable {
    private let title: String?
    private let category: Change<ID<Category>>
    private let brand: Change<String>
    private let description: Change<String>
    private let food: FoodFacts?
    private let minimumAge: Int?
    private let vatClass: VATClass?

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        title = try fields.optional("title", characters: 1...300)
        category = try fields.change("category")
        brand = try fields.change("brand", characters: 1...200)
        description = try fields.change("description", characters: 1...20_000)
        food = try fields.optional("food")
        minimumAge = try fields.optional("minimumAge", in: 0...99)
        vatClass = try fields.optional("vatClass")
        try fields.end()
    }

    @Sendable func apply(_ product: inout Product) {
        product.title = title ?? product.title
        product.category = category.applied(to: product.category)
        product.brand = brand.applied(to: product.brand)
        product.description = description.applied(to: product.description)
        product.food = food ?? product.food
        product.minimumAge = minimumAge ?? product.minimumAge
        product.vatClass = vatClass ?? product.vatClass
    }
}
