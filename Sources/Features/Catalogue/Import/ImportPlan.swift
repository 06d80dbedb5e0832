import Postgres
import Vocabulary
import Web

/// What a list does with one line.
package enum ImportOutcome: String, Stored, JSONWritable, Sendable, CaseIterable {
    case new, changed, unchanged, refused, absent
}

/// What a list would do to the offers of a branch, line by line. Pure: the same file and the same stored offers give
/// the same plan but for the ids of what is new.
struct ImportPlan: Sendable {
    struct Line: Sendable {
        let line: Int
        let outcome: ImportOutcome
        /// Which fields differ from what is stored.
        let changed: [String]
        let target: ImportedOffer
        /// Why it is not published.
        let missing: [MissingField]
    }

    private(set) var lines: [Line] = []
    private(set) var refusals: [RowRefusal]
    /// Offers of earlier lists that this one does not hold.
    private(set) var absent: [StoredOffer] = []

    private let goods: KnownGoodsIndex
    private let options: ImportOptions
    private let tree: CategoryTree
    private let makeID: @Sendable () -> ID<Offer>
    private var described: Set<ID<Product>> = []
    private var packed: Set<ID<Variant>> = []
    private var fresh: [String: KnownGoods] = [:]

    init(
        _ reading: ImportReading, stored: [StoredOffer], goods: KnownGoodsIndex,
        rules: (options: ImportOptions, tree: CategoryTree), makeID: @escaping @Sendable () -> ID<Offer>
    ) {
        refusals = reading.refusals
        self.goods = goods
        (options, tree) = rules
        self.makeID = makeID
        let byKey = Dictionary(stored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        for draft in reading.drafts {
            seen.insert(draft.key)
            if let offer = byKey[draft.key] { change(offer, by: draft) } else { add(draft) }
        }
        refusals.sort()
        absent = stored.filter { $0.isImported && !seen.contains($0.key) && $0.terms.state != .archived }
        // A line that could not be read may be any of them: then nothing is taken for absent.
        if reading.unreadableLines > 0 { absent = [] }
    }

    var counts: [ImportOutcome: Int] {
        var counts = Dictionary(grouping: lines, by: \.outcome).mapValues(\.count)
        counts[.refused] = Set(refusals.map(\.line)).count
        counts[.absent] = absent.count
        return counts
    }

    private mutating func change(_ stored: StoredOffer, by draft: ImportDraft) {
        var target = ImportedOffer(stored)
        mergeWords(draft, into: &target, access: stored.goods.access)
        if packed.insert(target.variant).inserted, stored.goods.access != .nothing {
            target.pack.merge(draft, access: stored.goods.access, isGTINFree: isFree(draft.gtin, for: target.variant))
        }
        target.terms.merge(draft, allocated: stored.allocated)
        finish(draft, &target, goods: stored.goods)
        target.compare(with: stored)
        let outcome: ImportOutcome = target.changed.isEmpty ? .unchanged : .changed
        append(draft, outcome, target, goods: stored.goods)
    }

    private mutating func add(_ draft: ImportDraft) {
        guard let title = draft.title, let price = draft.price else {
            let sentence = "This article is not known, and the file has no title and price for it."
            refusals.append(
                RowRefusal(line: draft.line, column: nil, code: "unknown-article", sentence: sentence))
            return
        }
        let known = knownGoods(for: draft)
        let product = known?.product ?? makeID().cast()
        let variant = known?.variant ?? makeID().cast()
        var target = ImportedOffer(
            offer: makeID(), product: product, variant: variant, key: draft.key,
            words: known?.words ?? ProductWords(title: title, minimumAge: 0),
            pack: known?.variant == nil ? VariantPack(title: "", isLoose: false) : known!.pack,
            terms: ListedTerms(tag: PriceTag(regular: price), stockMode: .untracked, state: .draft))
        target.isNew = true
        target.isNewProduct = known == nil
        target.isNewVariant = known?.variant == nil
        mergeWords(draft, into: &target, access: known?.access ?? .all)
        if target.isNewVariant || packed.insert(variant).inserted && known?.access != .nothing {
            packed.insert(variant)
            let access = target.isNewVariant ? WordAccess.all : known!.access
            target.pack.merge(draft, access: access, isGTINFree: isFree(draft.gtin, for: variant))
        }
        target.terms.merge(draft, allocated: 0)
        let goods = KnownGoods(target, known: known)
        if known?.variant == nil { remember(draft, goods) }
        finish(draft, &target, goods: goods)
        if let known { target.compare(words: known) }
        append(draft, .new, target, goods: goods)
    }

    private func knownGoods(for draft: ImportDraft) -> KnownGoods? {
        if let gtin = draft.gtin?.canonical, let known = goods.byGTIN[gtin] ?? fresh["gtin:\(gtin)"] { return known }
        if let known = goods.byKey[draft.key] { return known }
        guard let family = draft.family else { return nil }
        return (goods.byFamily[family] ?? fresh["family:\(family)"]).map(\.withoutVariant)
    }

    private mutating func remember(_ draft: ImportDraft, _ known: KnownGoods) {
        if let gtin = draft.gtin?.canonical { fresh["gtin:\(gtin)"] = known }
        if let family = draft.family, fresh["family:\(family)"] == nil { fresh["family:\(family)"] = known }
    }

    private func isFree(_ gtin: GTIN?, for variant: ID<Variant>) -> Bool {
        guard let gtin = gtin?.canonical else { return true }
        let holder = goods.byGTIN[gtin]?.variant ?? fresh["gtin:\(gtin)"]?.variant
        return holder == nil || holder == variant
    }

    /// The first line of a product in the file decides its words; the others are its variants.
    private mutating func mergeWords(_ draft: ImportDraft, into target: inout ImportedOffer, access: WordAccess) {
        guard described.insert(target.product).inserted, access != .nothing else { return }
        target.words.merge(draft, category: draft.group.flatMap(tree.match), access: access)
    }

    /// The state follows from the file's own column, the importer's wish, and the gate.
    private func finish(_ draft: ImportDraft, _ target: inout ImportedOffer, goods: KnownGoods) {
        let state = target.terms.state
        let isWished = draft.isPublished ?? (options.publishes && (state == .draft || state == .archived))
        if isWished, missing(draft, target, goods).isEmpty { target.terms.state = .published }
        if draft.isPublished == false, state == .published { target.terms.state = .paused }
    }

    private func missing(_ draft: ImportDraft, _ target: ImportedOffer, _ goods: KnownGoods) -> [MissingField] {
        let rules = tree.rules(for: target.words.category)
        var food = FoodFacts(ingredients: target.words.ingredients)
        if goods.isAllergenDeclared { food.allergens = .declared(contains: [], mayContain: []) }
        if goods.isFoodBusinessNamed { food.foodBusiness = "named" }
        var missing = PublishGate(
            title: target.words.title, price: target.terms.tag.regular, vatClass: target.words.vatClass,
            content: target.pack.content, food: food, isFoodInformationRequired: rules.isFoodInformationRequired
        ).missing
        // A list that groups its wines but says no age is not published unseen; a person may do it.
        let age = max(rules.minimumAge, target.words.minimumAge)
        if age == 0, draft.minimumAge == nil, target.words.shelf?.namesAlcohol == true { missing.append(.minimumAge) }
        return missing
    }

    private mutating func append(
        _ draft: ImportDraft, _ outcome: ImportOutcome, _ target: ImportedOffer, goods: KnownGoods
    ) {
        let missing = target.terms.state == .published ? [] : missing(draft, target, goods)
        lines.append(
            Line(line: draft.line, outcome: outcome, changed: target.changed, target: target, missing: missing))
    }
}

/// Goods that lines of a list may be joined to.
struct KnownGoodsIndex: Sendable {
    var byGTIN: [String: KnownGoods] = [:]
    var byKey: [String: KnownGoods] = [:]
    var byFamily: [String: KnownGoods] = [:]

    init(_ rows: [(kind: String, name: String, goods: KnownGoods)] = []) {
        for row in rows {
            switch row.kind {
            case "gtin": byGTIN[row.name] = row.goods
            case "key": byKey[row.name] = row.goods
            default: byFamily[row.name] = row.goods
            }
        }
    }
}

extension KnownGoods {
    /// The goods of a line that was just planned.
    init(_ target: ImportedOffer, known: KnownGoods?) {
        product = target.product
        variant = target.variant
        access = .all
        words = target.words
        pack = target.pack
        isAllergenDeclared = known?.isAllergenDeclared ?? false
        isFoodBusinessNamed = known?.isFoodBusinessNamed ?? false
    }

    var withoutVariant: KnownGoods {
        KnownGoods(
            product: product, variant: nil, access: access, words: words, pack: VariantPack(title: "", isLoose: false),
            isAllergenDeclared: isAllergenDeclared, isFoodBusinessNamed: isFoodBusinessNamed)
    }
}
