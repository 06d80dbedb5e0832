/// Remembers the best insertion of an errand into a version of a route: most looks of a round are at routes it
/// didn't touch.
final class InsertionCache {
    struct Entry {
        var version: UInt32 = 0
        var errand: Int32 = -1
        /// Int32.max: doesn't fit.
        var cost: Int32 = 0
        /// Positions of the first and last stop; `first` at its maximum: not kept.
        var first: UInt16 = .max
        var second: UInt16 = 0
    }

    private static let mostEntries = 1 << 24
    private let errands: Int
    private var slots = 0
    private(set) var entries: UnsafeMutablePointer<Entry>

    init(errands: Int) {
        self.errands = errands
        entries = .allocate(capacity: 1)
    }

    deinit { entries.deallocate() }

    /// Makes room for `count` slots.
    func reserve(_ count: Int) {
        if count <= slots { return }
        slots = max(count, slots * 2, 16)
        entries.deallocate()
        entries = .filled(Entry(), min(slots * max(errands, 1), Self.mostEntries))
    }

    /// Errands mean something else now.
    func forget() { entries.update(repeating: Entry(), count: min(slots * max(errands, 1), Self.mostEntries)) }

    @inline(__always) func cell(_ errand: Int, _ slot: Int32) -> UnsafeMutablePointer<Entry> {
        entries + (errand &* slots &+ Int(slot)) & (Self.mostEntries &- 1)
    }
}
