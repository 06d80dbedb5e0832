/// A list at a place of its own: what reads or changes it needs no check that nobody else is at it, and giving it on
/// copies nothing. Whoever makes it frees it.
struct PlainList<Element>: RandomAccessCollection, MutableCollection {
    private struct Head {
        var cells: UnsafeMutablePointer<Element>
        var count: Int
        var room: Int
    }

    private let head: UnsafeMutablePointer<Head>

    init(room: Int = 16) {
        head = .allocate(capacity: 1)
        head.initialize(to: Head(cells: .allocate(capacity: Swift.max(room, 1)), count: 0, room: Swift.max(room, 1)))
    }

    func free() {
        head.pointee.cells.deallocate()
        head.deallocate()
    }

    var startIndex: Int { 0 }
    @inline(__always) var endIndex: Int { head.pointee.count }

    @inline(__always) subscript(index: Int) -> Element {
        get { head.pointee.cells[index] }
        nonmutating set { head.pointee.cells[index] = newValue }
    }

    /// Elements are plain values: no memory hangs on them.
    @inline(__always) func append(_ element: Element) {
        if head.pointee.count == head.pointee.room { grow() }
        (head.pointee.cells + head.pointee.count).initialize(to: element)
        head.pointee.count &+= 1
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: head.pointee.room * 2)
        larger.moveInitialize(from: head.pointee.cells, count: head.pointee.count)
        head.pointee.cells.deallocate()
        head.pointee.cells = larger
        head.pointee.room *= 2
    }

    @inline(__always) func popLast() -> Element? {
        if head.pointee.count == 0 { return nil }
        head.pointee.count &-= 1
        return head.pointee.cells[head.pointee.count]
    }

    @inline(__always) func removeLast(_ count: Int) { head.pointee.count &-= count }

    @inline(__always) func removeAll() { head.pointee.count = 0 }

    func removeAll(where isGone: (Element) -> Bool) {
        var kept = 0
        for element in self where !isGone(element) {
            self[kept] = element
            kept += 1
        }
        head.pointee.count = kept
    }

    @inline(__always) func become(_ elements: some Sequence<Element>) {
        removeAll()
        for element in elements { append(element) }
    }

    /// Each is the other then.
    @inline(__always) func trade(with other: Self) {
        let mine = head.pointee
        head.pointee = other.head.pointee
        other.head.pointee = mine
    }
}
