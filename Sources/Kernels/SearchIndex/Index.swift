import Synchronization

/// A product search index in memory: one per city. Takes changes, hands out immutable snapshots.
///
/// Writing goes through one call at a time (a second writer waits). Reading takes `snapshot` and never waits for
/// anyone. The index never holds the truth: what it says can be rebuilt from the same documents at any time, to the
/// same answers.
///
///     let index = SearchIndex.Index()
///     index.rebuild(branches: branches, documents: allOfThem)      // learns the city's words, too
///     index.apply([.upsert(document), .delete(old), .offers(id, offers)])
///     let answer = index.snapshot.search(Query("hafermlch"))
public final class Index: Sendable {
    private let state: Mutex<State>
    private let published: Published

    struct State {
        var views: [SegmentView] = []
        var branches = BranchTable()
        var lexicon = Lexicon.empty
        var version: UInt64 = 0
        var settings = Settings()
        var thesauri: [Thesaurus] = []

        mutating func take(_ settings: Settings) {
            self.settings = settings
            let lines = settings.synonyms.map { $0[...] }
            thesauri = lines.isEmpty ? [] : [Thesaurus(lines: lines, language: .german)]
        }
    }

    public convenience init(settings: Settings = Settings()) { self.init(settings: settings, state: State()) }

    init(settings: Settings, state: State) {
        var state = state
        state.take(settings)
        published = Published(Snapshot(state))
        self.state = Mutex(state)
    }

    /// The latest state, for as many searches as should agree with one another.
    public var snapshot: Snapshot { published.load() }

    /// What makes this city's search its own.
    public var settings: Settings { snapshot.settings }

    /// Other synonyms and weights, at once. Weights used when a document is read hold for what is read from then on.
    public func set(_ settings: Settings) {
        state.withLock { state in
            state.take(settings)
            _ = publish(&state)
        }
    }

    /// Puts everything anew: the documents given are all there are. Searches go on with the old snapshot meanwhile.
    @discardableResult
    public func rebuild(branches: [Branch] = [], documents: some Sequence<Document>) -> Snapshot {
        var reading = Reading(settings)
        for document in documents { reading.add(document) }
        return rebuild(branches: branches, from: reading)
    }

    /// The same with documents that were read one by one. Takes its time outside of every lock, and the reading may go
    /// on afterwards: what is there so far can be shown before all of it is.
    @discardableResult
    public func rebuild(branches: [Branch] = [], from reading: Reading) -> Snapshot {
        var builder = reading.builder
        let lexicon = builder.learnedLexicon()
        let segment = Self.segment(builder.finish(lexicon))
        return state.withLock { state in
            for branch in branches { state.branches.put(branch) }
            state.lexicon = lexicon
            state.views = [Self.view(segment, &state.branches)]
            return publish(&state)
        }
    }

    /// Documents on their way into an index, without their texts.
    public struct Reading: Sendable {
        fileprivate var builder: SegmentBuilder

        public init(_ settings: Settings = Settings()) { builder = SegmentBuilder(settings.weights) }

        /// Each document once.
        public mutating func add(_ document: Document) { builder.add(document) }

        public var count: Int { builder.count }
    }

    /// Applies changes in order and publishes one new snapshot with all of them.
    @discardableResult
    public func apply(_ changes: [Change]) -> Snapshot {
        state.withLock { state in
            var batch = Batch()
            for change in changes { batch.take(change, &state) }
            batch.finish(&state, state.settings.weights)
            state.views.removeAll { $0.deadCount == $0.segment.count }
            Self.mergeSmall(&state)
            return publish(&state)
        }
    }

    /// Whether `merge` would make searching cheaper: many segments, many deletions, many newer prices.
    public var needsMerge: Bool {
        let views = snapshot.views
        return views.count > 6 || views.contains { $0.isWorn }
    }

    /// Whether the catalogue has outgrown the words its compounds are read by, so that a `rebuild` would read them
    /// better.
    public var needsRebuild: Bool {
        let now = snapshot
        return now.count > 1000 && now.count > 2 * now.lexicon.documents
    }

    /// Puts all segments into one. Takes its time and belongs on a background thread; changes and searches go on
    /// meanwhile. Without `everything`, a large segment in good order is left alone.
    public func merge(everything: Bool = true) {
        let before = snapshot
        let chosen = everything ? before.views : Self.worthMerging(before.views)
        guard chosen.count > 1 || chosen.contains(where: { $0.deadCount > 0 || !$0.amendments.isEmpty }) else { return }
        let segment = Self.segment(Merge.draft(chosen, before.branches))
        state.withLock { state in
            var merged = Self.view(segment, &state.branches)
            var rest: [SegmentView] = []
            for view in state.views {
                if let old = chosen.first(where: { $0.segment === view.segment }) {
                    merged.catchUp(old, view)
                } else {
                    rest.append(view)
                }
            }
            // A rebuild came between: what was merged is gone, and so is its result.
            guard rest.count + chosen.count == state.views.count else { return }
            // Large ones first, so that small ones stand together at the end.
            state.views = (rest + [merged]).sorted { $0.segment.count > $1.segment.count }
            _ = publish(&state)
        }
    }

    /// The segments but the largest, and that too when it is worn or the others have grown to a quarter of it.
    private static func worthMerging(_ views: [SegmentView]) -> [SegmentView] {
        let sorted = views.sorted { $0.segment.count > $1.segment.count }
        guard let largest = sorted.first else { return [] }
        let others = sorted.dropFirst()
        let isLarge = 4 * others.reduce(0) { $0 + $1.segment.count } >= largest.segment.count
        return isLarge || largest.isWorn ? sorted : Array(others)
    }

    private func publish(_ state: inout State) -> Snapshot {
        state.version += 1
        let snapshot = Snapshot(state)
        published.store(snapshot)
        return snapshot
    }

    static func view(_ draft: SegmentDraft, _ branches: inout BranchTable) -> SegmentView {
        view(segment(draft), &branches)
    }

    private static func segment(_ draft: SegmentDraft) -> Segment {
        guard let segment = try? Segment(SegmentBytes(SegmentWriter.bytes(draft)), checks: false) else {
            preconditionFailure("a segment we wrote ourselves must open")
        }
        return segment
    }

    private static func view(_ segment: Segment, _ branches: inout BranchTable) -> SegmentView {
        SegmentView(segment: segment, branches: segment.branchIDs.map { branches.number($0) })
    }

    /// Small segments are put together at once, so that there are few: each is more than three times the next.
    private static func mergeSmall(_ state: inout State) {
        while state.views.count > 1 {
            let (last, before) = (state.views[state.views.count - 1], state.views[state.views.count - 2])
            guard before.segment.count <= 3 * last.segment.count, before.segment.count <= 4000 else { return }
            let pair = Array(state.views.suffix(2))
            state.views.removeLast(2)
            state.views.append(view(Merge.draft(pair, state.branches), &state.branches))
        }
    }
}

/// What makes one city's search differ from another's: data, never code.
public struct Settings: Sendable, Equatable {
    public var weights = Weights()
    /// Words and phrases that mean the same to this city's residents, each set one line: "karotte, möhre, wurzel, gelbe
    /// rübe".
    public var synonyms: [String] = []

    public init() {}
}
