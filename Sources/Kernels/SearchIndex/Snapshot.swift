/// One state of an index, never changing: share it between threads and search it as often as you like.
public final class Snapshot: Sendable {
    /// Rises with every change of its index.
    public let version: UInt64
    let views: [SegmentView]
    let branches: BranchTable
    let lexicon: Lexicon
    let settings: Settings
    /// Living documents.
    public let count: Int
    /// Bits of all languages the documents are written in.
    let languages: UInt16
    let thesauri: [Thesaurus]
    /// Some document is in German.
    let isGerman: Bool
    let filters = FilterCache()

    init(_ state: Index.State, _ settings: Settings) {
        version = state.version
        views = state.views
        branches = state.branches
        lexicon = state.lexicon
        self.settings = settings
        count = views.reduce(0) { $0 + $1.segment.count - $1.deadCount }
        languages = views.reduce(0) { $0 | $1.segment.allLanguages }
        // German synonyms and German ears are for catalogues with German in them; a city's own words are for all.
        isGerman = languages >> UInt16(Language.german.rawValue) & 1 == 1
        thesauri = isGerman ? [.german] + state.thesauri : state.thesauri
    }

    /// The branches as a set of bits for `Filter.masks` and `Signals`; unknown ids are left out. Make it once per
    /// moment, not per query.
    public func mask(of ids: some Sequence<DocumentID>) -> BranchMask {
        var mask = BranchMask(count: branches.branches.count)
        for id in ids { if let number = branches.numbers[id] { mask.insert(Int(number)) } }
        return mask
    }

    /// Branches (all of them, or those that `isIncluded`) as bits.
    public func mask(where isIncluded: (Branch) -> Bool) -> BranchMask {
        var mask = BranchMask(count: branches.branches.count)
        for (number, branch) in branches.branches.enumerated() where isIncluded(branch) { mask.insert(number) }
        return mask
    }

    public func contains(_ id: DocumentID) -> Bool {
        views.contains { view in view.segment.document(id).map { !view.isDead($0) } ?? false }
    }

    /// Bytes of all segments: what the index costs, without the lexicon and the branch table.
    public var byteCount: Int { views.reduce(0) { $0 + $1.segment.storage.bytes.count } }
}

extension Snapshot {
    /// All branches the index has heard of, in order of arrival.
    public var branchIDs: [DocumentID] { branches.branches.map(\.id) }
}
