import Accounts
import Catalogue
import Retailers
import SearchIndex
import Vocabulary

/// What is different between two readings of a town, as far as the index minds.
struct TownChanges {
    private let new: Town
    private let changed: [DirectoryEntry]
    private let gone: [RetailerID]
    /// Shops whose goods appear or vanish with them.
    private let turned: Set<RetailerID>
    private let isTreeNew: Bool

    init(from old: Town, to new: Town) {
        self.new = new
        changed = new.shops.values.filter { entry in
            guard let before = old.shops[entry.retailer.id] else { return true }
            return before.retailer != entry.retailer || before.branches != entry.branches
        }
        gone = old.shops.keys.filter { new.shops[$0] == nil }
        turned = Set(gone).union(new.shops.keys.filter { old.shops[$0] == nil })
        isTreeNew = old.tree.categories != new.tree.categories
    }

    /// Branches and shops; the goods follow by `touches`.
    var forIndex: [SearchIndex.Change] {
        changed.flatMap(\.indexedBranches).map { .branch($0) }
            + changed.map { .upsert($0.document(in: new)) } + gone.map { .delete(DocumentID($0)) }
    }

    func touches(_ goods: Goods) -> Bool {
        isTreeNew || !turned.isEmpty && goods.source.offers.contains { turned.contains($0.retailer) }
    }
}
