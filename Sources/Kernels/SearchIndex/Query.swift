/// One search. The text is what a person typed; nothing in it is an operator but `"…"` (phrase) and `-word`
/// (exclusion).
public struct Query: Sendable {
    public var text: String
    /// The person's language, used only for words the index has never seen.
    public var language: Language
    public var kinds: Set<DocumentKind>
    public var filter: Filter
    public var sort: Sort
    /// How many hits, 1...1000.
    public var limit: Int
    /// The last hit's `cursor` of the page before.
    public var after: Cursor?
    /// Which counts to make over all matches.
    public var facets: Set<Facet>
    /// Upper ends (not included) of the price ranges of `Facet.price`, rising, in cents; one more range is open.
    public var priceSteps: [Int32]
    /// Sets of branches for `Facet.mask`: open now, deliverable today.
    public var countedMasks: [BranchMask]
    /// Count all matches (`Answer.total`); counting facets or sorting implies it.
    public var wantsTotal: Bool
    /// What lifts a hit a little: never across hits that fit the words better.
    public var signals: Signals
    /// The last word may be half typed. Off: every word is taken as complete.
    public var isTyping: Bool
    /// Fill `Answer.words`: how each word was understood.
    public var explains: Bool

    public init(_ text: String, limit: Int = 20) {
        self.text = text
        self.limit = limit
        language = .german
        kinds = Set(DocumentKind.allCases)
        filter = Filter()
        sort = .relevance
        after = nil
        facets = []
        priceSteps = []
        countedMasks = []
        wantsTotal = false
        signals = Signals()
        isTyping = true
        explains = false
    }
}

/// The order of hits. Ties always fall by document id.
public enum Sort: Sendable, Equatable {
    case relevance
    /// The lowest price among the offers that pass the filter; documents without offers last.
    case price(descending: Bool)
    /// The lowest unit price among the offers that pass the filter; without one last.
    case unitPrice(descending: Bool)
    /// The nearest branch among the offers that pass the filter.
    case distance(from: Place)
}

/// Market signals, each from the caller's knowledge of this moment; together they move a score by 15 % at most.
public struct Signals: Sendable {
    /// Branches open now.
    public var open: BranchMask?
    /// Branches that deliver to this resident.
    public var deliverable: BranchMask?
    /// Where the resident is.
    public var here: Place?

    public init(open: BranchMask? = nil, deliverable: BranchMask? = nil, here: Place? = nil) {
        self.open = open
        self.deliverable = deliverable
        self.here = here
    }
}

/// Counted over all matches that pass the filter; for each facet the filter's own part is left out
/// (the counts of other categories stay visible when one is chosen).
public enum Facet: Sendable, Hashable, CaseIterable {
    case category, retailer, branch, district, flag, inStock, kind
    /// The lowest price that passes, by `Query.priceSteps`.
    case price
    /// Offers at the branches of each of `Query.countedMasks`.
    case mask
}

/// Where a page ended. Opaque, small, stable across snapshots.
public struct Cursor: Sendable, Hashable {
    public var key: Double
    public var id: DocumentID

    public init(key: Double, id: DocumentID) {
        self.key = key
        self.id = id
    }
}
