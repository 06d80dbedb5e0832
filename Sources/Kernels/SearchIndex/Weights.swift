/// Every number of the ranking, in one place.
public struct Weights: Sendable, Equatable {
    // Used when a document is read: the impact of a word in a document, 0...1.
    /// A compound's head (*Apfel-saft* is a Saft) and its modifier.
    public var head = 0.72
    public var modifier = 0.55
    public var brand = 0.9
    public var category = 0.5
    public var body = 0.2
    /// The first words of the text.
    public var bodyHead = 0.4
    /// What a title's word lacks when neither title nor text say it again.
    public var again = 0.05
    /// The bare number of a quantity: "3,5" finds "3,5 %".
    public var number = 0.6
    /// What each further word of a title costs.
    public var length = 0.012
    /// A word behind "mit", "in", "für": an ingredient, a purpose, not the thing itself.
    public var aside = 0.75
    /// A word whose right neighbour is what the thing is: *Butter Toast* is a Toast.
    public var attribute = 0.88

    // Used when a query is read: how much a reading is worth beside the exact word.
    /// Other ending, same stem, while the very form is unknown.
    public var stem = 0.95
    /// All parts of a compound, apart: the query's *Apfelsaft*, the document's *Saft vom Apfel*.
    public var parts = 0.9
    /// Two words written as one.
    public var joined = 1.0
    public var synonym = 0.8
    public var sound = 0.9
    public var typo = 0.8
    public var prefix = 0.5
    /// How much less an amount weighs than a word as rare: 1 l of milk is milk first.
    public var amount = 0.6
    /// How much more the word weighs that says what the thing is (*gemischte Nüsse*: Nüsse).
    public var kind = 0.5

    // The sum.
    /// What a covered word is worth before its impact counts; the rest of the point is impact.
    public var covered = 0.5
    /// A match must reach this share of the best possible sum.
    public var minimumScore = 0.25
    /// Added for whole words as typed, and for words side by side.
    public var exact = 0.03
    public var near = 0.06
    /// Added for the share of the title that the query explains.
    public var title = 0.12
    /// The market's signals together, as a share of the score.
    public var market = 0.15
    /// Of these: an offer in stock, deliverable to the resident, its shop open, its shop near (half of it at 2 km).
    public var inStock = 0.4
    public var deliverable = 0.3
    public var open = 0.2
    public var close = 0.1
    public var popularity = 0.03

    public init() {}

    /// The numbers that hold from the next query on, by name: a city may choose its own, each 0...1.
    public static var ofQueries: [(name: String, place: WritableKeyPath<Weights, Double>)] {
        [
            ("stem", \.stem), ("parts", \.parts), ("joined", \.joined), ("synonym", \.synonym), ("sound", \.sound),
            ("typo", \.typo), ("prefix", \.prefix), ("amount", \.amount), ("kind", \.kind), ("covered", \.covered),
            ("minimumScore", \.minimumScore), ("exact", \.exact), ("near", \.near), ("title", \.title),
            ("market", \.market), ("inStock", \.inStock), ("deliverable", \.deliverable), ("open", \.open),
            ("close", \.close), ("popularity", \.popularity),
        ]
    }
}
