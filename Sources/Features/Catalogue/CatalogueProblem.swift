import Vocabulary

/// Every "no" about products, offers, stock and lists.
package enum CatalogueProblem: Problem, Hashable {
    case unknown
    case stale
    /// The branch already has an offer under this number.
    case skuTaken
    case gtinTaken
    case gtinWrong
    /// Others sell it too; its words are no longer one shop's to change.
    case sharedProduct
    case notPublishable([MissingField])
    case noSuchStep(from: OfferState, to: OfferState)
    case saleNotLower
    case saleEndsBeforeStart
    case priceNotPositive
    case depositUnknown
    case categoryUnknown
    case categoryInUse
    case categoryLoop
    case slugTaken
    /// Nobody has described goods under this number yet.
    case gtinUnknown
    case branchUnknown
    /// Less is left than was asked for.
    case soldOut
    case importClosed(String)
    case questionsOpen([ImportQuestion])
    case columnUnknown(String)

    package var kind: ProblemKind {
        switch self {
        case .unknown, .gtinUnknown: .notFound
        case .stale: .stale
        case .skuTaken, .gtinTaken, .sharedProduct, .noSuchStep, .soldOut, .importClosed, .categoryInUse, .slugTaken:
            .conflict
        default: .invalid
        }
    }

    package var code: String {
        switch self {
        case .unknown: "not-found"
        case .stale: "stale"
        case .skuTaken: "catalogue/sku-taken"
        case .gtinTaken: "catalogue/gtin-taken"
        case .gtinWrong: "catalogue/gtin-wrong"
        case .sharedProduct: "catalogue/shared-product"
        case .notPublishable: "catalogue/not-publishable"
        case .noSuchStep: "catalogue/no-such-step"
        case .saleNotLower: "catalogue/sale-not-lower"
        case .saleEndsBeforeStart: "catalogue/sale-ends-before-start"
        case .priceNotPositive: "catalogue/price-not-positive"
        case .depositUnknown: "catalogue/deposit-unknown"
        case .categoryUnknown: "catalogue/category-unknown"
        case .categoryInUse: "catalogue/category-in-use"
        case .categoryLoop: "catalogue/category-loop"
        case .slugTaken: "catalogue/slug-taken"
        case .gtinUnknown: "catalogue/gtin-unknown"
        case .branchUnknown: "catalogue/branch-unknown"
        case .soldOut: "catalogue/sold-out"
        case .importClosed: "catalogue/import-closed"
        case .questionsOpen: "catalogue/questions-open"
        case .columnUnknown: "catalogue/column-unknown"
        }
    }

    package var sentence: String {
        switch self {
        case .unknown: "There is nothing here."
        case .stale: "It was changed since it was read. Read it again."
        case .skuTaken: "The branch already has an offer under this number."
        case .gtinTaken: "Another product has this GTIN."
        case .gtinWrong: "This is no GTIN: its length or its check digit is wrong."
        case .sharedProduct: "Other shops sell this product too; its description cannot be changed by one of them."
        case .notPublishable: "What the law wants said is missing."
        case .noSuchStep(let from, let to): "An offer that is \(from.rawValue) cannot become \(to.rawValue)."
        case .saleNotLower: "The sale price must be below the regular one."
        case .saleEndsBeforeStart: "The sale must end after it starts."
        case .priceNotPositive: "The price must be above zero."
        case .depositUnknown: "There is no such deposit type."
        case .categoryUnknown: "There is no such category."
        case .categoryInUse: "Goods or other categories stand in it."
        case .categoryLoop: "A category cannot stand below itself, nor more than 20 steps deep."
        case .slugTaken: "Another category has this slug."
        case .gtinUnknown: "Nobody has described goods under this GTIN yet."
        case .branchUnknown: "The retailer has no such branch."
        case .soldOut: "Less is left than was asked for."
        case .importClosed(let state): "This import is \(state)."
        case .questionsOpen: "The file leaves something open that must be answered first."
        case .columnUnknown(let name): "The file has no column \"\(name)\"."
        }
    }

    package var fields: [FieldProblem] {
        switch self {
        case .notPublishable(let missing): missing.map { FieldProblem("/\($0.rawValue)", "required", $0.sentence) }
        case .questionsOpen(let questions):
            questions.map { FieldProblem("/\($0.rawValue)", "required", $0.sentence) }
        default: []
        }
    }
}
