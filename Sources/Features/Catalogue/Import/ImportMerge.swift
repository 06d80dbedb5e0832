import Vocabulary

extension ProductWords {
    /// What a line says goes over what is stored; where only blanks may be filled, under it. Silence changes nothing.
    mutating func merge(_ draft: ImportDraft, category matched: ID<Category>?, access: WordAccess) {
        func pick<Value>(_ stored: Value?, _ said: Value?) -> Value? {
            access == .all ? said ?? stored : stored ?? said
        }
        if access == .all, let said = draft.title { title = said }
        family = pick(family, draft.family)
        brand = pick(brand, draft.brand)
        shelf = pick(shelf, draft.group)
        category = category ?? matched
        description = pick(description, draft.description)
        ingredients = pick(ingredients, draft.ingredients)
        origin = pick(origin, draft.origin)
        vatClass = pick(vatClass, draft.vatClass)
        minimumAge = access == .all ? draft.minimumAge ?? minimumAge : max(minimumAge, draft.minimumAge ?? 0)
    }
}

extension VariantPack {
    mutating func merge(_ draft: ImportDraft, access: WordAccess, isGTINFree: Bool) {
        let isAll = access == .all
        if isAll { title = draft.variant }
        if isGTINFree, let said = draft.gtin?.canonical, isAll || gtin == nil { gtin = said }
        if let said = draft.content, isAll || content == nil {
            content = said
            isLoose = draft.isLoose
        }
    }
}

extension ListedTerms {
    /// A count below what baskets and orders hold stands at what they hold.
    mutating func merge(_ draft: ImportDraft, allocated: Int64) {
        sku = draft.sku ?? sku
        if let price = draft.price { tag = PriceTag(regular: price, sale: draft.sale) }
        if let said = draft.depositCode { depositCode = said }
        switch draft.stock {
        case .tracked(let counted): (stockMode, onHand) = (.tracked, max(counted, allocated))
        case .untracked where stockMode == .tracked: (stockMode, onHand) = (.untracked, nil)
        case .untracked, nil: break
        }
    }
}
