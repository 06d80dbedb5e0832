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
    public let settings: Settings
    private let state: Mutex<State>
    private let published: Published

    struct State {
        var views: [SegmentView] = []
        var branches = BranchTable()
        var lexicon = Lexicon.empty
        var version: UInt64 = 0
        var thesauri: [Thesaurus] = []
    }

    public convenience init(settings: Settings = Settings()) { self.init(settings: settings, state: State()) }

    init(settings: Settings, state: State) {
        self.settings = settings
        var state = state
        if !settings.synonyms.isEmpty {
            state.thesauri.append(Thesaurus(lines: settings.synonyms.map { $0[...] }, language: .german))
        }
        published = Published(Snapshot(state, settings))
        self.state = Mutex(state)
    }

    /// The latest state, for as many searches as should agree with one another.
    public var snapshot: Snapshot { published.load() }

    /// Puts everything anew: the documents given are all there are. Searches go on with the old snapshot meanwhile.
    @discardableResult
    public func rebuild(branches: [Branch] = [], documents: some Sequence<Document>) -> Snapshot {
        state.withLock { state in
            for branch in branches { state.branches.put(branch) }
            var builder = SegmentBuilder(settings.weights)
            for document in documents { builder.add(document) }
            state.lexicon = builder.learnedLexicon()
            state.views = [Self.view(builder.finish(state.lexicon), &state.branches)]
            return publish(&state)
        }
    }

    /// Applies changes in order and publishes one new snapshot with all of them.
    @discardableResult
    public func apply(_ changes: [Change]) -> Snapshot {
        state.withLock { state in
            var batch = Batch()
            for change in changes { batch.take(change, &state) }
            batch.finish(&state, settings.weights)
            state.views.removeAll { $0.deadCount == $0.segment.count }
            Self.mergeSmall(&state)
            return publish(&state)
        }
    }

    /// Whether `merge` would make searching cheaper: many deletions, or many segments.
    public var needsMerge: Bool {
        let views = snapshot.views
        return views.count > 4 || views.contains { $0.deadCount * 3 > $0.segment.count }
    }

    /// Puts all segments into one. Takes its time and belongs on a background thread; changes and searches go on
    /// meanwhile.
    public func merge() {
        let before = snapshot
        guard before.views.count > 1 || before.views.contains(where: { $0.deadCount > 0 }) else { return }
        let draft = Merge.draft(before.views, before.branches)
        state.withLock { state in
            var merged = Self.view(draft, &state.branches)
            var rest: [SegmentView] = []
            for view in state.views {
                if let old = before.views.first(where: { $0.segment === view.segment }) {
                    merged.catchUp(old, view)
                } else {
                    rest.append(view)
                }
            }
            // A rebuild came between: what was merged is gone, and so is its result.
            guard rest.count + before.views.count == state.views.count else { return }
            state.views = [merged] + rest
            _ = publish(&state)
        }
    }

    private func publish(_ state: inout State) -> Snapshot {
        state.version += 1
        let snapshot = Snapshot(state, settings)
        published.store(snapshot)
        return snapshot
    }

    static func view(_ draft: SegmentDraft, _ branches: inout BranchTable) -> SegmentView {
        guard let segment = try? Segment(SegmentBytes(SegmentWriter.bytes(draft)), checks: false) else {
            preconditionFailure("a segment we wrote ourselves must open")
        }
        return SegmentView(segment: segment, branches: segment.branchIDs.map { branches.number($0) })
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
public struct Settings: Sendable {
    public var weights = Weights()
    /// Words and phrases that mean the same to this city's residents, each set one line: "karotte, möhre, wurzel, gelbe
    /// rübe".
    public var synonyms: [String] = []

    public init() {}
}
