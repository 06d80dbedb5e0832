import Vocabulary

/// One line of a list as it shall stand afterwards; a row of the staging table.
struct ImportedOffer: Sendable {
    let offer: ID<Offer>
    let product: ID<Product>
    let variant: ID<Variant>
    let key: String
    var words: ProductWords
    var pack: VariantPack
    var terms: ListedTerms
    var isNew = false
    var isNewProduct = false
    var isNewVariant = false
    /// Names of the fields that differ, by where they are stored.
    var changedWords: [String] = []
    var changedPack: [String] = []
    var changedTerms: [String] = []
    var changed: [String] { changedWords + changedPack + changedTerms }

    init(
        offer: ID<Offer>, product: ID<Product>, variant: ID<Variant>, key: String, words: ProductWords,
        pack: VariantPack, terms: ListedTerms
    ) {
        self.offer = offer
        self.product = product
        self.variant = variant
        self.key = key
        self.words = words
        self.pack = pack
        self.terms = terms
    }

    init(_ stored: StoredOffer) {
        self.init(
            offer: stored.offer, product: stored.goods.product, variant: stored.goods.variant!, key: stored.key,
            words: stored.goods.words, pack: stored.goods.pack, terms: stored.terms)
    }

    mutating func compare(with stored: StoredOffer) {
        compare(words: stored.goods)
        let old = stored.terms
        changedTerms = Self.names([
            ("sku", terms.sku != old.sku), ("price", terms.tag.regular != old.tag.regular),
            ("sale", terms.tag.sale != old.tag.sale), ("deposit", terms.depositCode != old.depositCode),
            ("stock", terms.stockMode != old.stockMode || terms.onHand != old.onHand),
            ("state", terms.state != old.state),
        ])
    }

    mutating func compare(words known: KnownGoods) {
        let old = known.words
        changedWords = Self.names([
            ("title", words.title != old.title), ("family", words.family != old.family),
            ("brand", words.brand != old.brand), ("group", words.shelf != old.shelf),
            ("category", words.category != old.category), ("description", words.description != old.description),
            ("ingredients", words.ingredients != old.ingredients), ("origin", words.origin != old.origin),
            ("vatClass", words.vatClass != old.vatClass), ("minimumAge", words.minimumAge != old.minimumAge),
        ])
        guard known.variant != nil else { return }
        changedPack = Self.names([
            ("variant", pack.title != known.pack.title), ("gtin", pack.gtin != known.pack.gtin),
            ("content", pack.content != known.pack.content || pack.isLoose != known.pack.isLoose),
        ])
    }

    private static func names(_ fields: [(name: String, differs: Bool)]) -> [String] {
        fields.filter(\.differs).map(\.name)
    }
}
