import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary

/// A wish in the kernel's words.
struct Ask {
    private(set) var query: SearchIndex.Query
    private(set) var zone: DeliveryZone?
    let doors: OpenDoors

    init(_ wish: SearchWish, _ shelves: Shelves, at now: Instant) throws(SearchProblem) {
        let town = shelves.town
        doors = town.open(at: now, shelves.snapshot)
        query = SearchIndex.Query(wish.text, limit: wish.limit)
        query.language = town.language
        query.isTyping = wish.isTyping
        query.kinds = Self.kinds(wish)
        query.sort = try Self.sort(wish)
        query.after = wish.after.map { Cursor(key: $0.key, id: DocumentID($0.id)) }
        if wish.wantsFacets { query.facets = [.kind, .category, .retailer, .district, .inStock] }
        query.filter = try Self.filter(wish, town)
        query.signals.open = doors.mask
        query.signals.here = wish.here.map { .init(latitude: $0.latitude, longitude: $0.longitude) }
        if wish.isOpenNow { query.filter.masks.append(doors.mask) }
        guard let target = wish.target else { return }
        zone = try Self.zone(target, town)
        let reachable = Self.reachable(zone, shelves, at: now)
        query.signals.deliverable = reachable
        query.filter.masks.append(reachable)
    }

    private static func kinds(_ wish: SearchWish) -> Set<DocumentKind> {
        let asked: Set<DocumentKind> =
            switch wish.kind {
            case .product: [.product]
            case .retailer: [.retailer]
            case nil: [.product, .retailer]
            }
        return wish.asksForGoods ? asked.intersection([.product]) : asked
    }

    private static func sort(_ wish: SearchWish) throws(SearchProblem) -> SearchIndex.Sort {
        switch wish.order {
        case .relevance: return .relevance
        case .price: return .price(descending: false)
        case .unitPrice: return .unitPrice(descending: false)
        case .distance:
            guard let here = wish.here else { throw .nowhere }
            return .distance(from: .init(latitude: here.latitude, longitude: here.longitude))
        }
    }

    private static func filter(_ wish: SearchWish, _ town: Town) throws(SearchProblem) -> SearchIndex.Filter {
        var filter = SearchIndex.Filter()
        filter.retailers = wish.retailers.map { DocumentID($0) }
        filter.isInStock = wish.isInStock
        filter.allFlags = wish.diets.reduce(Traits.required(without: wish.without)) { $0 | $1.bit }
        filter.noFlags = Traits.mask(of: wish.without)
        if wish.cheapest != nil || wish.dearest != nil {
            let low = Int32(clamping: wish.cheapest?.cents ?? 0)
            filter.price_cents = low...max(low, Int32(clamping: wish.dearest?.cents ?? Int64(Int32.max)))
        }
        if let slug = wish.district {
            guard let district = town.districts.first(where: { $0.slug == slug }) else { throw .unknownDistrict }
            filter.districts = [DocumentID(district.id)]
        }
        if let name = wish.category {
            let id = ID<Category>(name)
            guard let category = town.tree.categories.first(where: { $0.slug == name || $0.id == id }) else {
                throw .unknownCategory
            }
            filter.categories = [DocumentID(category.id)]
        }
        return filter
    }

    /// The zone that serves the target; `nil` where nobody delivers.
    private static func zone(_ target: SearchWish.Target, _ town: Town) throws(SearchProblem) -> DeliveryZone? {
        switch target {
        case .place(let place): return town.zones.serving(place)
        case .zone(let slug):
            guard let zone = town.zones.first(where: { $0.slug == slug }) else { throw .unknownZone }
            return zone
        }
    }

    /// Branches whose goods couriers bring there: all that take orders, where the zone is served at all.
    private static func reachable(_ zone: DeliveryZone?, _ shelves: Shelves, at now: Instant) -> BranchMask {
        guard let zone, zone.pause?.isOn(at: now) != true else { return shelves.snapshot.mask(of: []) }
        let town = shelves.town
        return shelves.snapshot.mask(
            of: town.branches.values.lazy.filter { town.takesOrders($0, at: now) }.map { DocumentID($0.id) })
    }
}
