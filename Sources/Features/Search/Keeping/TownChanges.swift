import Accounts
import Catalogue
import Retailers
import SearchIndex
import Vocabulary

/// What is different between the shops an index knows and those of the town, as far as the index minds.
struct TownChanges {
    private let new: Town
    private let changed: [DirectoryEntry]
    private let gone: [RetailerID]
    /// Shops whose goods appear or vanish with them.
    let turned: Set<RetailerID>

    /// Between two readings of a town.
    init(from old: Town, to new: Town) {
        let changed = new.shops.values.filter { entry in
            guard let before = old.shops[entry.retailer.id] else { return true }
            return before.retailer != entry.retailer || before.branches != entry.branches
        }
        self.init(from: Set(old.shops.keys), to: new, changed: changed)
    }

    /// Between an index as it was kept and the town of today: every shop is told anew.
    init(from index: Snapshot, to new: Town) {
        var known: Set<RetailerID> = []
        index.forEach([.retailer]) { id, _ in known.insert(ID(id)) }
        self.init(from: known, to: new, changed: Array(new.shops.values))
    }

    private init(from old: Set<RetailerID>, to new: Town, changed: [DirectoryEntry]) {
        self.new = new
        self.changed = changed
        gone = old.filter { new.shops[$0] == nil }
        turned = Set(gone).union(new.shops.keys.filter { !old.contains($0) })
    }

    /// Branches and shops; the goods of `turned` follow.
    var forIndex: [SearchIndex.Change] {
        changed.flatMap(\.indexedBranches).map { .branch($0) }
            + changed.map { .upsert($0.document(in: new)) } + gone.map { .delete(DocumentID($0)) }
    }
}
