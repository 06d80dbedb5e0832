/// Changes on their way into the index: the last word on every document.
struct Batch {
    private var latest: [DocumentID: Document] = [:]
    private var order: [DocumentID] = []

    mutating func take(_ change: Change, _ state: inout Index.State) {
        switch change {
        case .upsert(let document):
            if latest.updateValue(document, forKey: document.id) == nil { order.append(document.id) }
        case .delete(let id):
            latest[id] = nil
            Self.kill(id, in: &state)
        case .offers(let id, let offers, let payload):
            if latest[id] != nil {
                latest[id]?.offers = offers
                if let payload { latest[id]?.payload = payload }
            } else {
                Self.put(offers, payload, of: id, in: &state)
            }
        case .branch(let branch): state.branches.put(branch)
        }
    }

    /// Makes a segment of the new documents and takes the old ones' place.
    mutating func finish(_ state: inout Index.State, _ weights: Weights) {
        guard !latest.isEmpty else { return }
        var builder = SegmentBuilder(weights)
        for id in order {
            guard let document = latest.removeValue(forKey: id) else { continue }
            Self.kill(id, in: &state)
            builder.add(document)
        }
        let living = state.views.reduce(builder.count) { $0 + $1.segment.count - $1.deadCount }
        // A catalogue twice the size has more words to teach. Older segments keep their reading until they are rebuilt.
        if living > 2 * state.lexicon.documents { state.lexicon = builder.learnedLexicon(with: state.views) }
        state.views.append(Index.view(builder.finish(state.lexicon), &state.branches))
    }

    private static func kill(_ id: DocumentID, in state: inout Index.State) {
        for i in state.views.indices {
            if let document = state.views[i].segment.document(id) { state.views[i].kill(document) }
        }
    }

    private static func put(_ offers: [Offer], _ payload: [UInt8]?, of id: DocumentID, in state: inout Index.State) {
        for i in state.views.indices {
            guard let document = state.views[i].segment.document(id), !state.views[i].isDead(document) else { continue }
            let newer = offers.map {
                BranchOffer(
                    branch: state.branches.number($0.branch), isInStock: $0.isInStock, price_cents: $0.price_cents,
                    unitPrice_cents: $0.unitPrice_cents ?? .max)
            }
            let kept = state.views[i].amendments.entry(document)?.payload
            state.views[i].amendments.put(
                .init(offers: newer, payload: payload ?? kept), document, of: state.views[i].segment.count)
        }
    }
}
