/// Remembers the best insertion of an errand into a version of a route: most looks of a round are at routes it
/// didn't touch. What every look reads is kept apart from what only a choice needs.
final class InsertionCache {
    struct Price {
        var version: UInt32 = 0
        /// Int32.max: doesn't fit.
        var cost: Int32 = 0
    }

    /// Positions of the first and last stop; `first` at its maximum: not kept.
    struct Gaps {
        var first: UInt16 = .max
        var second: UInt16 = 0
    }

    private static let mostEntries = 1 << 24
    private let errands: Int
    private var slots = 0
    private var room = 0
    private(set) var prices: UnsafeMutablePointer<Price>
    private(set) var gaps: UnsafeMutablePointer<Gaps>
    /// Whose entry it is, where errands share entries.
    private var owners: UnsafeMutablePointer<Int32>?

    init(errands: Int) {
        self.errands = errands
        prices = .allocate(capacity: 1)
        gaps = .allocate(capacity: 1)
    }

    deinit { release() }

    private func release() {
        prices.deallocate()
        gaps.deallocate()
        owners?.deallocate()
    }

    /// Makes room for `count` slots.
    func reserve(_ count: Int) {
        if count <= slots { return }
        slots = max(count, slots * 2, 16)
        release()
        let wanted = slots * max(errands, 1)
        room = min(wanted, Self.mostEntries)
        prices = .filled(Price(), room)
        gaps = .filled(Gaps(), room)
        owners = wanted > room ? .filled(-1, room) : nil
    }

    /// Errands mean something else now.
    func forget() { prices.update(repeating: Price(), count: room) }

    @inline(__always) func cell(_ errand: Int, _ slot: Int32) -> Int {
        assert(errand < errands && Int(slot) < slots)
        return (errand &* slots &+ Int(slot)) & (Self.mostEntries &- 1)
    }

    /// Whether an entry is this errand's, for that version of the route.
    @inline(__always) func holds(_ cell: Int, _ errand: Int, _ version: UInt32) -> Bool {
        if prices[cell].version != version { return false }
        if let owners { return owners[cell] == Int32(truncatingIfNeeded: errand) }
        return true
    }

    @inline(__always) func keep(_ cell: Int, _ errand: Int, _ price: Price, _ gaps: Gaps) {
        prices[cell] = price
        self.gaps[cell] = gaps
        owners?[cell] = Int32(truncatingIfNeeded: errand)
    }
}
