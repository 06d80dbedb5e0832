/// The best `capacity` of many, kept in a heap with the worst on top. Order: higher key first, then lower id.
final class Best {
    struct Entry {
        var key: Double
        var view: Int32
        var document: Int32
    }

    @exclusivity(unchecked) private(set) var entries: [Entry] = []
    let capacity: Int
    /// Nothing with a lower key gets in any more.
    @exclusivity(unchecked) private(set) var threshold = -Double.infinity
    private let views: [SegmentView]

    init(capacity: Int, _ views: [SegmentView]) {
        self.capacity = capacity
        self.views = views
        entries.reserveCapacity(capacity)
    }

    func id(_ entry: Entry) -> DocumentID { views[Int(entry.view)].segment.ids[Int(entry.document)] }

    /// Whether `a` stands behind `b`. A segment's documents are in order of their ids.
    @inline(__always)
    func isWorse(_ a: Entry, than b: Entry) -> Bool {
        if a.key != b.key { return a.key < b.key }
        return a.view == b.view ? a.document > b.document : id(a) > id(b)
    }

    @inline(__always)
    func insert(_ entry: Entry) {
        if entry.key >= threshold { push(entry) }
    }

    private func push(_ entry: Entry) {
        if entries.count < capacity {
            entries.append(entry)
            entries.withUnsafeMutableBufferPointer { rise($0) }
            if entries.count == capacity { threshold = entries[0].key }
        } else if isWorse(entries[0], than: entry) {
            entries.withUnsafeMutableBufferPointer { sink($0, entry) }
            threshold = entries[0].key
        }
    }

    /// Moves the last entry up to where it belongs.
    private func rise(_ heap: UnsafeMutableBufferPointer<Entry>) {
        var at = heap.count - 1
        let entry = heap[at]
        while at > 0, isWorse(entry, than: heap[(at - 1) / 2]) {
            heap[at] = heap[(at - 1) / 2]
            at = (at - 1) / 2
        }
        heap[at] = entry
    }

    /// Puts the entry in the top's place and moves it down to where it belongs.
    private func sink(_ heap: UnsafeMutableBufferPointer<Entry>, _ entry: Entry) {
        var at = 0
        while true {
            var child = 2 * at + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, isWorse(heap[child + 1], than: heap[child]) { child += 1 }
            guard isWorse(heap[child], than: entry) else { break }
            heap[at] = heap[child]
            at = child
        }
        heap[at] = entry
    }

    /// Best first.
    func sorted() -> [Entry] { entries.sorted { isWorse($1, than: $0) } }
}
