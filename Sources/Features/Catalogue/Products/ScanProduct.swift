import Accounts
import Cities
import Hummingbird
import Postgres
import Retailers
import Vocabulary
import Web

/// What is known under a scanned number, ready to become an offer.
package struct Scan: Sendable {
    package let gtin: GTIN
    package let product: Product
    package let variant: Variant
    /// What must be said before it may be shown, were it offered as it stands.
    package let missing: [MissingField]
    /// The retailer's own offers of it.
    package let own: [Offer]
}

extension Catalogue {
    /// What somebody has said under a GTIN, or a public source. Throws `.gtinUnknown`.
    package func scan(_ gtin: GTIN, by retailer: RetailerID, in city: CityID) async throws -> Scan {
        guard let product = try await database.first(FindProductByGTIN(city: city, gtin: gtin)) else {
            throw CatalogueProblem.gtinUnknown
        }
        async let variants = database.read(ListVariants(city: city, product: product.id))
        async let own = database.read(ListOwnOffersOfProduct(city: city, product: product.id, retailer: retailer))
        let tree = try await categories(in: city)
        guard let variant = try await variants.first(where: { $0.gtin == gtin.canonical }) else {
            throw CatalogueProblem.gtinUnknown
        }
        let gate = PublishGate(product: product, content: variant.content, price: Money(cents: 1), tree: tree)
        return Scan(
            gtin: gtin, product: product, variant: variant, missing: gate.missing,
            own: try await own.filter { $0.variant.id == variant.id })
    }
}

/// `POST …/products/by-gtin`: a shop's scanner asks what it holds.
struct ScanRoutes: Sendable {
    let catalogue: Catalogue

    func mount(on city: Endpoints<CityContext>) {
        city.group("retailers/{retailer}/products", as: StaffContext.self, who: "the retailer's people")
            .post("by-gtin", use: scan)
    }

    @Sendable func scan(_ request: Request, _ context: StaffContext) async throws -> ScanView {
        try request.noQuery()
        try context.require(.viewer, scope: .catalogue)
        var fields = try await request.json(upTo: 4096).object()
        let gtin: GTIN = try fields.required("gtin")
        try fields.end()
        let found = try await catalogue.scan(gtin, by: context.retailer, in: context.city.id)
        return ScanView(scan: found, now: catalogue.clock.now())
    }
}

/// The product's words, the variant to offer, what is missing, and what is offered already.
struct ScanView: View {
    let scan: Scan
    let now: Instant

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("gtin", scan.gtin.canonical)
            $0.field("product", OwnProductView(product: scan.product))
            $0.field("variant", VariantView(variant: scan.variant))
            $0.array("missing", scan.missing.map(\.rawValue))
            $0.array("offers", scan.own.map { OfferView($0, at: now, isForStaff: true) })
        }
    }
}
