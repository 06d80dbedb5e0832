/// A segment's content as growing arrays, before it becomes bytes. Documents are numbered in order of arrival.
struct SegmentDraft: Sendable {
    /// How a word's key comes out of a form: the word itself or a part of it.
    struct FormKey: Sendable {
        var key: UInt32
        /// 0...255 for 0...1.
        var weight: UInt8
    }

    struct Record: Sendable {
        var id: DocumentID
        var flags: UInt64
        var kind: DocumentKind
        var language: Language
        var minimumAge: UInt8
        var popularity: UInt8
    }

    var records: [Record] = []
    /// Word forms of titles, brands and category names.
    var forms = WordTable()
    /// In how many documents a form stands.
    var formCounts: [UInt32] = []
    var formKeys: [[FormKey]] = []
    /// How a form is written; empty where it is written as it stands.
    var displays: [[UInt8]] = []
    var keys = WordTable()
    /// In how many documents' titles, brands or categories a key stands.
    var keyCounts: [UInt32] = []
    /// Per document: its form numbers in order; the top bits say the field.
    var titles = Rows<UInt32>()
    var categories = Rows<DocumentID>()
    var payloads = Rows<UInt8>()
    var offers = Rows<Offer>()
    /// (key, document, impact) in document order.
    var postingKeys: [UInt32] = []
    var postingDocuments: [UInt32] = []
    var postingImpacts: [UInt8] = []
}

/// Rows of different lengths in one array.
struct Rows<Element: Sendable>: Sendable {
    var ends: [UInt32] = []
    var values: [Element] = []

    mutating func append(_ row: some Collection<Element>) {
        values.append(contentsOf: row)
        ends.append(UInt32(values.count))
    }

    func reordered(_ order: [Int]) -> Rows {
        var result = Rows()
        for row in order { result.append(self[row]) }
        return result
    }

    subscript(_ row: Int) -> ArraySlice<Element> { values[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])] }
}

/// Where in a document a form stands; kept in the top bits of `SegmentDraft.titles`.
enum Field: UInt32 {
    case title = 0
    case brand = 1
    case category = 2

    static let shift: UInt32 = 30
    static let mask: UInt32 = (1 << 30) - 1
}
