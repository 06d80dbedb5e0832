import Accounts
import Cities
import Retailers
import Vocabulary
import Web

extension StockMode: JSONReadable, JSONWritable {}
extension OfferState: JSONReadable, JSONWritable {}
extension UnitPrice.Reference: JSONWritable {}
extension Measure: JSONReadable, JSONWritable {}
extension Allergen: JSONReadable, JSONWritable {}

/// An offer as anybody sees it; `isForStaff` adds state, number and units.
package struct OfferView: View {
    let offer: Offer
    let now: Instant
    let isForStaff: Bool
    let lowestBefore: Money?
    /// What can be had with it, where that was read.
    var choices: [ChoiceGroup] = []

    package init(_ offer: Offer, at now: Instant, isForStaff: Bool = false, lowestBefore: Money? = nil) {
        self.offer = offer
        self.now = now
        self.isForStaff = isForStaff
        self.lowestBefore = lowestBefore
    }

    package func write(to json: inout JSONWriter) { json.object { members(&$0) } }

    func members(_ json: inout JSONWriter) {
        json.field("id", offer.id)
        json.field("retailer", offer.retailer)
        json.field("branch", offer.branch)
        json.field("product", offer.product)
        json.field("variant", VariantView(variant: offer.variant))
        json.field("price", offer.price(at: now))
        writeSale(&json)
        json.field("unitPrice", offer.unitPrice(at: now))
        json.field("deposit", offer.deposit)
        json.field("stock", offer.stockMode)
        json.field("isInStock", offer.isInStock)
        if !choices.isEmpty { json.array("choices", choices) }
        guard isForStaff else { return }
        json.field("sku", offer.sku)
        json.field("state", offer.state)
        json.field("available", offer.available)
        json.field("version", offer.version)
    }

    /// What a reduction must be compared with (PAngV § 11), and until when it holds.
    private func writeSale(_ json: inout JSONWriter) {
        guard let sale = offer.tag.sale, isForStaff || sale.isOn(at: now) else { return }
        json.object("sale") {
            $0.field("regularPrice", offer.tag.regular)
            $0.field("price", sale.price)
            $0.field("startsAt", sale.startsAt)
            $0.field("endsAt", sale.endsAt)
            $0.field("lowestPriceOfThirtyDays", lowestBefore)
        }
    }
}

extension UnitPrice: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("price", price)
            $0.field("per", per)
        }
    }
}

extension DepositType: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("code", code)
            $0.field("total", total)
            $0.array("components") { json in
                for component in components {
                    json.object {
                        $0.field("kind", component.kind)
                        $0.field("count", component.count)
                        $0.field("each", component.each)
                    }
                }
            }
        }
    }
}

struct DepositTypeView: View {
    let type: DepositType
    func write(to json: inout JSONWriter) { type.write(to: &json) }
}

struct VariantView: JSONWritable {
    let variant: Variant

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", variant.id)
            $0.field("title", variant.title.isEmpty ? nil : variant.title)
            $0.field("gtin", variant.gtin)
            $0.field("content", variant.content)
            $0.field("isLoose", variant.isLoose)
            if !variant.options.isEmpty { $0.array("options", variant.options) }
        }
    }
}

/// `{"amount": 1980, "measure": "millilitre", "parts": 6, "drained": 285}`, amounts with three decimals at most.
extension Content: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let amount = try fields.required("amount").number(0.001...1_000_000_000)
        let measure: Measure = try fields.required("measure")
        let parts = try fields.optional("parts", in: 1...1000) ?? 1
        let drained = try fields.optional("drained")?.number(0.001...1_000_000_000)
        try fields.end()
        guard
            let content = Content(
                thousandths: Self.thousandths(amount), measure: measure, parts: parts,
                drainedThousandths: drained.map(Self.thousandths))
        else { throw json.wrong("range", "must be an amount above zero, drained no more than that") }
        self = content
    }

    private static func thousandths(_ amount: Double) -> Int64 { Int64((amount * 1000).rounded()) }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("amount", Double(thousandths) / 1000)
            $0.field("measure", measure)
            $0.field("parts", parts)
            $0.field("drained", drainedThousandths.map { Double($0) / 1000 })
        }
    }
}

/// One product in a list, with who offers it.
package struct OfferedProductView: View {
    let item: OfferedProduct
    let now: Instant
    let isForStaff: Bool

    package init(_ item: OfferedProduct, at now: Instant, isForStaff: Bool = false) {
        self.item = item
        self.now = now
        self.isForStaff = isForStaff
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", item.product.id)
            $0.field("title", item.product.title)
            $0.field("brand", item.product.brand)
            $0.field("category", item.product.category)
            $0.field("minimumAge", item.minimumAge)
            $0.array("offers", item.offers.map { OfferView($0, at: now, isForStaff: isForStaff) })
        }
    }
}
