import Accounts
import Catalogue
import Postgres
import Vocabulary
import Web

extension ProductCard {
    /// The cheapest offer stands for all. `shops`: names by retailer.
    init(_ offered: OfferedProduct, shops: [RetailerID: String], _ visit: Visit) {
        let wording = visit.wording
        let offer = offered.offers.first
        let price = offer.map { wording.money($0.price(at: visit.now)) } ?? wording[.outOfStock]
        let isOneOfMany = Set(offered.offers.map { $0.price(at: visit.now) }).count > 1
        let age = offered.product.minimumAge
        self.init(
            title: offered.product.title, href: visit.links.product(offered.product.id.description),
            price: isOneOfMany ? wording.text(.from, ["price": price]) : price,
            unitPrice: offer?.unitPrice(at: visit.now).map(wording.unitPrice),
            deposit: offer?.deposit.map { wording.text(.plusDeposit, ["amount": wording.money($0.total)]) },
            content: offer?.variant.content.map(wording.content),
            seller: Self.seller(of: offered, shops: shops, wording),
            notes: age > 0 ? [wording.text(.fromAge, ["age": String(age)])] : [])
    }

    private static func seller(
        of offered: OfferedProduct, shops: [RetailerID: String], _ wording: Wording
    ) -> String? {
        var names: [String] = []
        for offer in offered.offers {
            if let name = shops[offer.retailer], !names.contains(name) { names.append(name) }
        }
        guard let first = names.first else { return nil }
        guard names.count > 1 else { return wording.text(.at, ["shop": first]) }
        return wording.text(.atMany, ["shop": first, "count": String(names.count - 1)])
    }
}

extension ProductSheet {
    init(_ page: ProductPage, shops: [RetailerID: String], _ visit: Visit) {
        let wording = visit.wording
        let product = page.product
        let offers = page.offers.compactMap { offer in
            shops[offer.retailer].map { OfferLine(offer, shop: $0, visit) }
        }
        let nutrition = Row.nutrition(of: product, wording)
        let category = page.path.first.map { wording.language == .german ? $0.title : $0.englishTitle ?? $0.title }
        let isFood =
            product.food.ingredients != nil || product.food.allergens != .unknown || !nutrition.isEmpty
            || !product.diet.isEmpty
        self.init(
            title: product.title, category: category ?? "",
            content: page.variants.first?.content.map(wording.content),
            age: page.minimumAge > 0 ? wording.text(.age, ["age": String(page.minimumAge)]) : nil, offers: offers,
            hasOffers: !offers.isEmpty, isFood: isFood, allergens: wording.allergens(product.food.allergens),
            ingredients: product.food.ingredients,
            diet: product.diet.isEmpty ? nil : product.diet.map { wording.name("diet", $0) }.joined(separator: ", "),
            nutrition: nutrition, hasNutrition: !nutrition.isEmpty, gtin: page.variants.first?.gtin,
            source: product.source.map { wording.name("source", $0) })
    }
}

extension ProductSheet.OfferLine {
    init(_ offer: Offer, shop: String, _ visit: Visit) {
        let wording = visit.wording
        self.init(
            shop: shop, href: visit.links.shop(offer.retailer.description),
            price: wording.money(offer.price(at: visit.now)),
            unitPrice: offer.unitPrice(at: visit.now).map(wording.unitPrice) ?? wording[.none],
            deposit: offer.deposit.map { wording.money($0.total) } ?? wording[.none], stock: wording.stock(of: offer))
    }
}

extension Row {
    /// The usual order of a label; what the source does not say is left out.
    static func nutrition(of product: Product, _ wording: Wording) -> [Row] {
        guard let text = product.nutrition, let facts = try? JSONTree(parsing: Array(text.utf8)) else { return [] }
        return ["fat", "satfat", "carb", "sugar", "fiber", "protein", "salt"].compactMap { name in
            guard case .number(let written)? = facts[name], let grams = Double(written) else { return nil }
            let amount = wording.thousandths(Int((grams * 1000).rounded()))
            return Row(word: wording.name("nutrition", name), amount: amount + "\u{A0}g")
        }
    }
}

extension Wording {
    /// `2,78 €/kg`
    func unitPrice(_ price: UnitPrice) -> String {
        let unit =
            switch price.per {
            case .kilogram: "kg"
            case .litre: "l"
            case .cubicMetre: "m³"
            case .metre: "m"
            case .squareMetre: "m²"
            case .hundredGrams: "100\u{A0}g"
            case .hundredMillilitres: "100\u{A0}ml"
            }
        return money(price.price) + "/" + unit
    }

    /// `500 g`, `1,5 l`, `6 × 330 ml`, `10 Stück`
    func content(_ content: Content) -> String {
        let each = Int(content.thousandths) / content.parts
        let large = each >= 1_000_000
        let amount =
            switch content.measure {
            case .gram: large ? thousandths(each / 1000) + "\u{A0}kg" : thousandths(each) + "\u{A0}g"
            case .millilitre: large ? thousandths(each / 1000) + "\u{A0}l" : thousandths(each) + "\u{A0}ml"
            case .cubicMetre: thousandths(each) + "\u{A0}m³"
            case .metre: thousandths(each) + "\u{A0}m"
            case .squareMetre: thousandths(each) + "\u{A0}m²"
            case .piece: thousandths(each) + "\u{A0}" + self[.pieces]
            }
        return content.parts > 1 ? "\(content.parts)\u{A0}×\u{A0}\(amount)" : amount
    }

    func allergens(_ statement: AllergenStatement) -> String {
        switch statement {
        case .unknown: return self[.allergensUnknown]
        case .declared(let contains, let mayContain):
            var text = contains.sorted().map { name("allergen", $0.rawValue) }.joined(separator: ", ")
            if text.isEmpty { text = self[.allergensNone] }
            guard !mayContain.isEmpty else { return text }
            let traces = mayContain.sorted().map { name("allergen", $0.rawValue) }.joined(separator: ", ")
            return text + "; " + self.text(.mayContain, ["traces": traces])
        }
    }

    func stock(of offer: Offer) -> String {
        if offer.stockMode == .onRequest { return self[.onRequest] }
        guard let available = offer.available else { return self[.inStock] }
        if available <= 0 { return self[.outOfStock] }
        return available <= 5 ? text(.stockOf, ["count": String(available)]) : self[.inStock]
    }
}
