/// What a document stands for. One index holds all three kinds; a query may ask for any of them.
public enum DocumentKind: UInt8, Sendable, CaseIterable {
    case product, retailer, category
}

/// What can be found: a product with its offers, a retailer, a category.
///
/// Searched are `title`, `brand`, `categoryNames` (all three fully), `body` (lightly) and `codes` (exactly).
/// Everything else serves filters, facets, sorting and the answer.
public struct Document: Sendable {
    public var id: DocumentID
    public var kind: DocumentKind
    /// The language of `title` and `body`; decides the stemmer.
    public var language: Language
    public var title: String
    public var body: String
    public var brand: String
    /// Names under which the document's categories are to be found.
    public var categoryNames: [String]
    /// GTINs and article numbers: found as a whole, with or without leading zeros, spaces and hyphens.
    public var codes: [String]
    /// The document's categories **and all their ancestors**: a filter on one of them is a subtree, a facet counts
    /// subtrees.
    public var categories: [DocumentID]
    /// 64 yes/no attributes, their meaning the caller's: allergens, diets, labels. Give "allergens known" a bit of its
    /// own.
    public var flags: UInt64
    /// Years of age a buyer must have, 0 for everyone.
    public var minimumAge: UInt8
    /// A prior, 0 (unknown) to 255: what is asked for often. Breaks near-ties only.
    public var popularity: UInt8
    /// Who sells it, and for how much. For a retailer: one offer per branch with price 0.
    public var offers: [Offer]
    /// Bytes handed back with a hit, never looked at: what the caller needs to show a hit without a database.
    public var payload: [UInt8]

    public init(
        id: DocumentID, kind: DocumentKind = .product, language: Language = .german, title: String, body: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.language = language
        self.title = title
        self.body = body
        brand = ""
        categoryNames = []
        codes = []
        categories = []
        flags = 0
        minimumAge = 0
        popularity = 0
        offers = []
        payload = []
    }
}

/// One branch's offer of a product. Prices change without the product being read again (`Change.offers`).
public struct Offer: Sendable, Equatable {
    public var branch: DocumentID
    public var price_cents: Int32
    /// The price per base unit (kilogram, litre, piece: the caller's convention) in cents; `nil` where the law wants
    /// none.
    public var unitPrice_cents: Int32?
    public var isInStock: Bool

    public init(branch: DocumentID, price_cents: Int32, unitPrice_cents: Int32? = nil, isInStock: Bool = true) {
        self.branch = branch
        self.price_cents = price_cents
        self.unitPrice_cents = unitPrice_cents
        self.isInStock = isInStock
    }
}

/// A branch: where offers are. Moving it or giving it another district touches no document.
public struct Branch: Sendable, Equatable {
    public var id: DocumentID
    public var retailer: DocumentID
    public var district: DocumentID?
    public var place: Place?

    public init(id: DocumentID, retailer: DocumentID, district: DocumentID? = nil, place: Place? = nil) {
        self.id = id
        self.retailer = retailer
        self.district = district
        self.place = place
    }
}

/// A point on earth in degrees (WGS 84).
public struct Place: Sendable, Hashable {
    public var latitude: Double
    public var longitude: Double

    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// One step of an index's history. Applying the same change twice changes nothing.
public enum Change: Sendable {
    /// Puts the document in place of the one with the same id, if there is one.
    case upsert(Document)
    case delete(DocumentID)
    /// Prices and stock of a document, and what is handed back with it (`nil`: as before), without reading its text
    /// again; ignored for an unknown document.
    case offers(DocumentID, [Offer], payload: [UInt8]? = nil)
    case branch(Branch)
}
