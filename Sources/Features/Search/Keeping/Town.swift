import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Synchronization
import Vocabulary

/// What stands around the goods of a town: its shops, its tree of categories, its districts and zones. Read anew when
/// it changes, never changed.
final class Town: Sendable {
    let city: City
    /// Approved ones by id.
    let shops: [RetailerID: DirectoryEntry]
    let branches: [ID<ShopBranch>: ShopBranch]
    let tree: CategoryTree
    /// What the documents below each category have of it: worked out once, not once a product.
    let grounds: [ID<Category>: Ground]
    let districts: [District]
    let zones: [DeliveryZone]
    /// Slug, German and English of each trade.
    let trades: [String: Trade]
    /// By code.
    let deposits: [String: DepositType]
    private let doors = Mutex<OpenDoors?>(nil)

    init(
        city: City, entries: [DirectoryEntry], tree: CategoryTree,
        areas: (districts: [District], zones: [DeliveryZone]), words: (trades: [Trade], deposits: [DepositType])
    ) {
        self.city = city
        shops = Dictionary(entries.map { ($0.retailer.id, $0) }, uniquingKeysWith: { first, _ in first })
        branches = Dictionary(entries.flatMap(\.branches).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.tree = tree
        grounds = Dictionary(
            tree.categories.map { ($0.id, Ground(of: $0.id, in: tree)) }, uniquingKeysWith: { first, _ in first })
        (districts, zones) = areas
        deposits = Dictionary(words.deposits.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        trades = Dictionary(words.trades.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A hash of what every document of the town is read by: its tree of categories and its language.
    var ground: UInt64 {
        var hash = WordingHash()
        hash.add(city.languages)
        for category in tree.categories.sorted(by: { $0.id < $1.id }) {
            hash.add(["\(category.id)", category.parent.map { "\($0)" } ?? "", category.slug, category.title])
            hash.add([category.englishTitle ?? ""] + category.synonyms)
            hash.add(UInt64(category.minimumAge))
        }
        return hash.value
    }

    /// What is found beside the goods: shops and categories.
    var documents: [Document] {
        shops.values.map { $0.document(in: self) } + tree.categories.map { $0.document(in: self) }
    }

    var language: Language { Language(code: city.languages.first ?? "de") }

    /// Which branches are open, worked out once a minute.
    func open(at now: Instant, _ snapshot: Snapshot) -> OpenDoors {
        let minute = now.seconds.flooredQuotient(by: 60)
        if let known = doors.withLock({ $0 }), known.minute == minute { return known }
        let (day, second) = city.zone.clock(at: now)
        let open = branches.values.filter { $0.calendar(in: city)?.isOpen(on: day, minute: second / 60) == true }
        let found = OpenDoors(
            minute: minute, branches: Set(open.map(\.id)), mask: snapshot.mask(of: open.map { DocumentID($0.id) }))
        doors.withLock { $0 = found }
        return found
    }

    /// Whether anything can be ordered at a branch now, whatever its door says.
    func takesOrders(_ branch: ShopBranch, at now: Instant) -> Bool {
        city.takesOrders(at: now) && branch.takesOrders(at: now)
            && shops[branch.retailer]?.retailer.takesOrders(at: now) == true
    }
}

/// A category with all above it, as the index reads them.
struct Ground: Sendable {
    let names: [String]
    let ids: [DocumentID]
    let minimumAge: Int

    init(of category: ID<Category>, in tree: CategoryTree) {
        let path = tree.path(to: category)
        names = path.flatMap { [$0.title, $0.englishTitle ?? ""] + $0.synonyms }
        ids = path.map { DocumentID($0.id) }
        minimumAge = tree.rules(for: category).minimumAge
    }
}

/// The branches that are open in a minute, for showing and for the index.
struct OpenDoors: Sendable {
    /// Minutes since 1970.
    let minute: Int64
    let branches: Set<ID<ShopBranch>>
    let mask: BranchMask
}

extension DirectoryEntry {
    /// A shop is found like a product that each of its branches has.
    func document(in town: Town) -> Document {
        let profile = retailer.profile
        var document = Document(
            id: DocumentID(retailer.id), kind: .retailer, language: town.language, title: profile.name,
            body: [profile.description, profile.deliveryHint].compactMap { $0 }.joined(separator: "\n"))
        let trade = town.trades[profile.trade]
        document.categoryNames =
            [trade?.german, trade?.english].compactMap { $0 } + branches.compactMap(\.address.name)
        document.offers = branches.map { SearchIndex.Offer(branch: DocumentID($0.id), price_cents: 0) }
        return document
    }

    var indexedBranches: [SearchIndex.Branch] {
        branches.map { branch in
            SearchIndex.Branch(
                id: DocumentID(branch.id), retailer: DocumentID(retailer.id),
                district: branch.address.district.map { DocumentID($0) },
                place: branch.address.place.map { .init(latitude: $0.latitude, longitude: $0.longitude) })
        }
    }
}

extension Category {
    /// A category is found by its names and those above it.
    func document(in town: Town) -> Document {
        var document = Document(id: DocumentID(id), kind: .category, language: town.language, title: title)
        document.categoryNames = [englishTitle].compactMap { $0 } + synonyms
        document.categories = town.tree.path(to: id).map { DocumentID($0.id) }
        document.minimumAge = UInt8(clamping: town.tree.rules(for: id).minimumAge)
        return document
    }
}
