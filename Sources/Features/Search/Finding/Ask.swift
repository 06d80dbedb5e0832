import Accounts
import Catalogue
import Cities
import Retailers
import SearchIndex
import Slots
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
        query.explains = wish.explains
        if wish.wantsFacets {
            query.facets = [.kind, .category, .retailer, .branch, .district, .inStock, .flag, .price, .mask]
            query.priceSteps = Self.priceSteps
            query.countedMasks = [doors.mask]
        }
        query.filter = try Self.filter(wish, town)
        query.signals.open = doors.mask
        query.signals.here = wish.here.map { .init(latitude: $0.latitude, longitude: $0.longitude) }
        if wish.isOpenNow { query.filter.masks.append(doors.mask) }
        guard let target = wish.target else { return }
        zone = try Self.zone(target, town)
        let reachable = Self.reachable(zone, shelves, at: now)
        query.signals.deliverable = reachable
        query.filter.masks.append(reachable)
        let today = Self.ready(.today, zone, shelves, at: now)
        if wish.wantsFacets { query.countedMasks.append(today ?? shelves.snapshot.mask(of: [])) }
        guard let time = wish.time else { return }
        if time == .today {
            query.filter.masks.append(today ?? shelves.snapshot.mask(of: []))
        } else {
            guard let ready = Self.ready(time, zone, shelves, at: now) else { throw .unknownSlot }
            query.filter.masks.append(ready)
        }
    }

    /// Upper ends of the price ranges that are counted, in cents; the last range is open.
    static let priceSteps: [Int32] = [100, 250, 500, 1000, 2000, 5000, 10_000]

    /// Branches that can have goods ready in time: for the last slot of today, or for that one slot.
    private static func ready(
        _ time: SearchWish.Time, _ zone: DeliveryZone?, _ shelves: Shelves, at now: Instant
    ) -> BranchMask? {
        guard let zone else { return nil }
        let (times, town) = (shelves.times, shelves.town)
        let slot: Slot? =
            switch time {
            case .today: times.today(zone.id, in: town.city, at: now).max { $0.window.start < $1.window.start }
            case .slot(let id): times.slots(of: zone.id, at: now).first { $0.id == id }
            }
        return slot.map { times.ready(for: $0.window.start, town, shelves.snapshot, at: now) }
    }

    private static func kinds(_ wish: SearchWish) -> Set<DocumentKind> {
        let asked: Set<DocumentKind> =
            switch wish.kind {
            case .product: [.product]
            case .retailer: [.retailer]
            case .category: [.category]
            case nil: Set(DocumentKind.allCases)
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
        filter.branches = wish.branches.map { DocumentID($0) }
        filter.age = wish.age.map { UInt8(clamping: $0) }
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
