import Catalogue
import SearchIndex
import Vocabulary

/// Everything that can be found in a town at one moment: never changed, only replaced by the next one.
final class Shelves: Sendable {
    let town: Town
    let snapshot: Snapshot
    let goods: GoodsTable

    init(town: Town, snapshot: Snapshot, goods: GoodsTable) {
        self.town = town
        self.snapshot = snapshot
        self.goods = goods
    }
}

/// Goods by product, in pieces, so that one change copies one piece and not the whole.
struct GoodsTable: Sendable {
    private static let pieces = 256
    private var table: [[ID<Product>: Goods]] = Array(repeating: [:], count: pieces)

    subscript(id: ID<Product>) -> Goods? {
        get { table[Self.piece(of: id)][id] }
        set { table[Self.piece(of: id)][id] = newValue }
    }

    var all: some Sequence<Goods> { table.lazy.flatMap(\.values) }

    private static func piece(of id: ID<Product>) -> Int { Int((id.low ^ id.low >> 32 ^ id.high) % UInt64(pieces)) }
}
