import Synchronization

/// Room for one search, reused from search to search. Every score is zero when it is handed back.
final class Scratch: @unchecked Sendable {
    // Unchecked: whoever takes it out of the pool is alone with it.
    static let width = Scan.window
    /// The sum over words, per document of a window.
    let total: UnsafeMutableBufferPointer<Float>
    /// The best reading of the word at hand.
    let word: UnsafeMutableBufferPointer<Float>
    /// The parts of the reading at hand.
    let reading: UnsafeMutableBufferPointer<Float>
    /// Documents with a total, in order of arrival; then those of the word; then of the reading.
    let met: UnsafeMutableBufferPointer<UInt16>
    let seen: UnsafeMutableBufferPointer<UInt16>
    let found: UnsafeMutableBufferPointer<UInt16>

    init() {
        func room<T>(_ zero: T) -> UnsafeMutableBufferPointer<T> {
            let room = UnsafeMutableBufferPointer<T>.allocate(capacity: Self.width)
            room.initialize(repeating: zero)
            return room
        }
        total = room(0)
        word = room(0)
        reading = room(0)
        met = room(0)
        seen = room(0)
        found = room(0)
    }

    deinit {
        for room in [total, word, reading] { room.deallocate() }
        for room in [met, seen, found] { room.deallocate() }
    }

    /// Eight searches at once find room ready; more make their own.
    private static let pool: [Slot] = (0..<8).map { _ in Slot() }

    private final class Slot: Sendable { let held = Atomic<UInt>(0) }

    static func take() -> Scratch {
        for slot in pool {
            let held = slot.held.exchange(0, ordering: .acquiring)
            if let pointer = UnsafeRawPointer(bitPattern: held) {
                return Unmanaged<Scratch>.fromOpaque(pointer).takeRetainedValue()
            }
        }
        return Scratch()
    }

    static func give(_ scratch: Scratch) {
        let pointer = UInt(bitPattern: Unmanaged.passRetained(scratch).toOpaque())
        for slot in pool
        where slot.held.compareExchange(expected: 0, desired: pointer, ordering: .releasing).exchanged { return }
        Unmanaged<Scratch>.fromOpaque(UnsafeRawPointer(bitPattern: pointer)!).release()
    }
}
