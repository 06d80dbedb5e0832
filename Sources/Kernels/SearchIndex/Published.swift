import Synchronization

/// The latest snapshot: readers take it without waiting for anyone, the writer lets go of the old one when nobody can
/// be reaching for it any more (after SRCU: McKenney, 2006).
final class Published: Sendable {
    private let current: Atomic<UInt>
    /// Which of the two counters a reader signs in with.
    private let side = Atomic<Int>(0)
    private let left = Atomic<Int>(0)
    private let right = Atomic<Int>(0)

    init(_ snapshot: Snapshot) { current = Atomic(Self.bits(snapshot)) }

    deinit { Self.release(current.load(ordering: .acquiring)) }

    func load() -> Snapshot {
        let counter = side.load(ordering: .sequentiallyConsistent)
        add(1, counter)
        defer { add(-1, counter) }
        let bits = current.load(ordering: .sequentiallyConsistent)
        guard let pointer = UnsafeRawPointer(bitPattern: bits) else { preconditionFailure("always holds a snapshot") }
        return Unmanaged<Snapshot>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// One writer at a time.
    func store(_ snapshot: Snapshot) {
        let old = current.exchange(Self.bits(snapshot), ordering: .sequentiallyConsistent)
        // A reader may have read `side` long ago, so both sides are waited for; newcomers sign in on the other one.
        for _ in 0..<2 {
            let counter = side.load(ordering: .sequentiallyConsistent)
            side.store(1 - counter, ordering: .sequentiallyConsistent)
            while value(counter) != 0 {}
        }
        Self.release(old)
    }

    private func add(_ change: Int, _ counter: Int) {
        if counter == 0 {
            left.wrappingAdd(change, ordering: .sequentiallyConsistent)
        } else {
            right.wrappingAdd(change, ordering: .sequentiallyConsistent)
        }
    }

    private func value(_ counter: Int) -> Int {
        counter == 0
            ? left.load(ordering: .sequentiallyConsistent) : right.load(ordering: .sequentiallyConsistent)
    }

    private static func bits(_ snapshot: Snapshot) -> UInt {
        UInt(bitPattern: Unmanaged.passRetained(snapshot).toOpaque())
    }

    private static func release(_ bits: UInt) {
        guard let pointer = UnsafeRawPointer(bitPattern: bits) else { return }
        Unmanaged<Snapshot>.fromOpaque(pointer).release()
    }
}
