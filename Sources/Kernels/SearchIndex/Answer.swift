/// What a search found.
public struct Answer: Sendable {
    /// The best first.
    public var hits: [Hit]
    /// All documents that match, when the query asked for it.
    public var total: Int?
    public var facets: Facets
    /// "Meinten Sie …": the query as it probably was meant, when a word was not known.
    public var suggestion: String?
    /// How each word of the query was understood, when the query asked for it (`Query.explains`).
    public var words: [WordExplanation]
}

/// One document found.
public struct Hit: Sendable {
    public var id: DocumentID
    public var kind: DocumentKind
    public var score: Double
    /// How the score came about.
    public var parts: ScoreParts
    /// The offers that pass the filter, cheapest first.
    public var offers: [Offer]
    /// Where each of them stands in the document's own list.
    public var places: [Int]
    /// Metres to the nearest of these offers, when the query says where the resident is.
    public var distanceMetres: Double?
    public var payload: [UInt8]
    /// Give this to `Query.after` for the next page.
    public var cursor: Cursor
}

/// The sum behind a score (P2B 2019/1150 art. 5: the main parameters of ranking, for every hit).
public struct ScoreParts: Sendable, Equatable {
    /// How well the words of the query are covered by the document: rarer words weigh more.
    public var words: Double
    /// Whole words, in the query's order, side by side.
    public var exactness: Double
    /// How much of the title the query explains, and whether the thing itself is meant (head of the title).
    public var title: Double
    /// Popularity.
    public var popularity: Double
    /// In stock, open, deliverable, near.
    public var market: Double
    /// Share of the query's weight the document covers, 0...1.
    public var coverage: Double
}

/// Exact counts over all matches.
public struct Facets: Sendable {
    public var categories: [DocumentID: Int] = [:]
    public var retailers: [DocumentID: Int] = [:]
    public var branches: [DocumentID: Int] = [:]
    public var districts: [DocumentID: Int] = [:]
    /// By bit number.
    public var flags: [Int: Int] = [:]
    public var inStock: Int = 0
    public var kinds: [DocumentKind: Int] = [:]
    /// By price range; one more than the query has steps.
    public var prices: [Int] = []
    /// By the query's counted masks.
    public var masks: [Int] = []
}

/// What a word of the query was taken for.
public struct WordExplanation: Sendable {
    public var word: String
    /// How much the word weighs against the others: rare words weigh more.
    public var weight: Double
    public var meanings: [Meaning]

    /// One of the word's readings.
    public struct Meaning: Sendable {
        public var text: String
        public var reason: Reason
        public var weight: Double
    }

    /// Why a reading stands beside the word.
    public enum Reason: String, Sendable {
        case exact, stem, compound, joined, synonym, typo, sound, prefix, quantity, code
    }
}
