import Vocabulary

/// What a file says about stock.
package enum DraftStock: Hashable, Sendable {
    case untracked
    case tracked(onHand: Int64)
}

/// One saleable line of a file, read but not yet compared with what is stored. `nil` says: the file is silent, what is
/// stored stays.
package struct ImportDraft: Hashable, Sendable {
    package let line: Int
    /// Under this the same line is found again in a later file: `sku:…`, `gtin:…`, `handle:…`, `title:…`.
    package let key: String
    package var sku: String?
    package var gtin: GTIN?
    package var title: String?
    /// What parts this variant from its sisters: "rot, L". Empty for the only one.
    package var variant = ""
    /// Shared by the variants of one product in the file.
    package var family: String?
    package var brand: String?
    package var group: String?
    package var description: String?
    package var ingredients: String?
    package var origin: String?
    package var price: Money?
    package var sale: PriceTag.Sale?
    package var content: Content?
    package var isLoose = false
    /// `.some(nil)`: the file has a column for it, and it is empty.
    package var depositCode: String??
    package var vatClass: VATClass?
    package var minimumAge: Int?
    package var stock: DraftStock?
    package var isPublished: Bool?

    init(line: Int, key: String) {
        self.line = line
        self.key = key
    }
}

/// Why a line of a file does not become an offer.
package struct RowRefusal: Hashable, Sendable, Comparable {
    package let line: Int
    /// The column's name as it stands in the file; `nil` where the whole line is meant.
    package let column: String?
    package let code: String
    package let sentence: String

    package init(line: Int, column: String?, code: String, sentence: String) {
        self.line = line
        self.column = column
        self.code = code
        self.sentence = sentence
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column ?? "", left.code) < (right.line, right.column ?? "", right.code)
    }
}

/// What a file leaves open. Nothing is applied before each is answered.
package enum ImportQuestion: String, Sendable, Hashable, CaseIterable {
    /// Is VAT inside the prices? The header does not say.
    case priceBasis
    /// "1.234" and nothing else in the column: decimal or thousands?
    case decimalSign
    /// No column could be taken for this; say which one it is.
    case titleColumn, priceColumn

    package var sentence: String {
        switch self {
        case .priceBasis: "The header does not say whether VAT is inside the prices: answer gross or net."
        case .decimalSign: "Numbers can be read in two ways: answer comma or point for the decimal sign."
        case .titleColumn: "No column could be taken for the title: map one."
        case .priceColumn: "No column could be taken for the price: map one."
        }
    }
}

/// Whether VAT is inside the prices of a file.
package enum PriceBasis: String, Sendable, Hashable, CaseIterable {
    case gross, net
}

/// What happens to offers of earlier files that are not in this one.
package enum AbsentPolicy: String, Sendable, Hashable, CaseIterable {
    case keep
    case zeroStock
    case archive
}

/// The answers of whoever imports.
package struct ImportOptions: Sendable, Hashable {
    package var format: ImportFormat?
    /// Normalised column name → what it means; `nil` = nothing.
    package var columns: [String: ImportField?] = [:]
    package var priceBasis: PriceBasis?
    package var decimalSign: DecimalSign?
    /// For lines that do not say.
    package var vatClass: VATClass?
    package var absent = AbsentPolicy.keep
    /// Publish new offers that pass the gates, unless the file says otherwise.
    package var publishes = false

    package init() {}
}
