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

    init(_ state: Index.State) {
        version = state.version
        views = state.views
        branches = state.branches
        lexicon = state.lexicon
        settings = state.settings
        count = views.reduce(0) { $0 + $1.segment.count - $1.deadCount }
        languages = views.reduce(0) { $0 | $1.segment.allLanguages }
        // German synonyms and German ears are for catalogues with German in them; a city's own words are for all.
        isGerman = languages >> UInt16(Language.german.rawValue) & 1 == 1
        let isEnglish = languages >> UInt16(Language.english.rawValue) & 1 == 1
        thesauri = (isGerman ? [.german] : []) + (isEnglish ? [.english] : []) + state.thesauri
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

    /// What was handed in with a living document to be handed back.
    public func payload(of id: DocumentID) -> [UInt8]? {
        for view in views {
            if let document = view.segment.document(id), !view.isDead(document) { return view.payload(document) }
        }
        return nil
    }

    /// Calls `visit` with every living document of some kinds, in no order.
    public func forEach(_ kinds: Set<DocumentKind>, _ visit: (DocumentID, _ payload: [UInt8]) -> Void) {
        for view in views {
            for document in 0..<view.segment.count where !view.isDead(document) {
                guard let kind = DocumentKind(rawValue: view.segment.kinds[document]), kinds.contains(kind) else {
                    continue
                }
                visit(view.segment.ids[document], view.payload(document))
            }
        }
    }

    /// A living document's offers, in their order.
    public func offers(of id: DocumentID) -> [Offer]? {
        for view in views {
            guard let document = view.segment.document(id), !view.isDead(document) else { continue }
            var offers: [Offer] = []
            view.forEachOffer(document) { offer in
                offers.append(
                    Offer(
                        branch: branches.branches[Int(offer.branch)].id, price_cents: offer.price_cents,
                        unitPrice_cents: offer.unitPrice_cents == .max ? nil : offer.unitPrice_cents,
                        isInStock: offer.isInStock))
            }
            return offers
        }
        return nil
    }

    /// Bytes of all segments: what the index costs, without the lexicon and the branch table.
    public var byteCount: Int { views.reduce(0) { $0 + $1.segment.storage.bytes.count } }
}

extension Snapshot {
    /// All branches the index has heard of, in order of arrival.
    public var branchIDs: [DocumentID] { branches.branches.map(\.id) }
}
