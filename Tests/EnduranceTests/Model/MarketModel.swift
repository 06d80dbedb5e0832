/// The market as a resident would explain it: plain numbers, no database, no clock of its own. What each act answers
/// (`ok` or the problem's code) and what it does to goods, places and money.
struct MarketModel {
    enum Hold { case held, booked, released, used }
    enum Till { case open, placed, expired }

    struct Place {
        let slot: Int
        let holder: Int
        var state = Hold.held
        var expires: Int64
        /// What lies aside for it.
        var lines: [Int: Int64] = [:]
        var till: Till?
    }

    struct Order {
        let place: Int
        let shop: Int
        /// Ordered, and from the packing on packed.
        var lines: [Int: Int64]
        var state = "placed"
        var captured: Int64 = 0
        var refunded: Int64 = 0
    }

    static let prices: [Int64] = [250, 399, 1099]
    static let shops = [0, 0, 1]
    static let fee: Int64 = 390
    static let lifeSeconds: Int64 = 600
    static let placesMost = 3

    var now: Int64 = 0
    var onHand: [Int64]
    var aside: [Int64] = [0, 0, 0]
    var booked = [0, 0]
    var baskets: [[Int: Int64]] = [[:], [:], [:]]
    var places: [Place] = []
    var orders: [Order] = []
    /// Fees that were not paid yet, by place.
    var openFees: [Int: Int64] = [:]
    var (owed, cash, refundsDue): (Int64, Int64, Int64) = (0, 0, 0)

    init(onHand: [Int64]) { self.onHand = onHand }

    /// Every number that the database must agree with.
    var figures: [Int64] {
        onHand + aside + booked.map(Int64.init) + [owed, cash, refundsDue]
            + Self.states.map { state in Int64(orders.count { $0.state == state }) }
    }

    static let states = [
        "placed", "accepted", "refused", "picking", "ready", "handed_over", "completed", "cancelled",
    ]
}

/// What residents do.
extension MarketModel {
    mutating func hold(_ holder: Int, _ slot: Int) -> String {
        let late = places.indices.filter {
            places[$0].isOverdue(now) && (places[$0].slot == slot || places[$0].holder == holder)
        }
        let own = places.indices.filter {
            places[$0].holder == holder && places[$0].state == .held && !late.contains($0)
        }
        guard own.count < 2 else { return "slots/too-many-holds" }
        let freed = late.count { places[$0].slot == slot }
        guard booked[slot] - freed < Self.placesMost else { return "slots/full" }
        for index in late { release(index) }
        booked[slot] += 1
        places.append(Place(slot: slot, holder: holder, expires: now + Self.lifeSeconds))
        return "ok"
    }

    mutating func checkOut(_ index: Int) -> String {
        let basket = baskets[places[index].holder]
        if places[index].till == .placed { return "orders/checkout-placed" }
        if basket.isEmpty { return "orders/basket-empty" }
        if isShort(basket, for: index), expireTills() == 0 || isShort(basket, for: index) { return "orders/too-few" }
        if let refusal = places[index].refusal(now) { return refusal }
        putBack(index)
        for (offer, count) in basket { aside[offer] += count }
        places[index].lines = basket
        places[index].till = .open
        places[index].expires = now + Self.lifeSeconds
        return "ok"
    }

    mutating func press(_ index: Int) -> String {
        switch places[index].till {
        case .placed: return "orders/checkout-placed"
        case .expired: return "orders/checkout-expired"
        default: break
        }
        if now >= places[index].expires { return "orders/checkout-expired" }
        let lines = places[index].lines
        for (offer, count) in lines {
            aside[offer] -= count
            onHand[offer] -= count
        }
        places[index].till = .placed
        places[index].state = .booked
        openFees[index] = Self.fee
        owed += Self.fee + Self.value(lines)
        for shop in Set(lines.keys.map { Self.shops[$0] }).sorted() {
            orders.append(Order(place: index, shop: shop, lines: lines.filter { Self.shops[$0.key] == shop }))
        }
        baskets[places[index].holder] = [:]
        return "ok"
    }

    mutating func callOff(place index: Int) -> String {
        let living = orders.indices.filter { orders[$0].place == index && !orders[$0].isDead }
        guard !living.isEmpty, living.allSatisfy({ ["placed", "accepted"].contains(orders[$0].state) }) else {
            return "orders/wrong-state"
        }
        for order in living { end(order, "cancelled") }
        return "ok"
    }

    /// Time goes by, and the jobs run.
    mutating func wait(_ seconds: Int64) {
        now += seconds
        expireTills()
        for index in places.indices where places[index].isOverdue(now) { release(index) }
    }
}

/// What shops, couriers and the city do.
extension MarketModel {
    mutating func advance(_ order: Int, from: String, to state: String) -> String {
        guard orders[order].state == from else { return "orders/wrong-state" }
        orders[order].state = state
        return "ok"
    }

    mutating func refuse(_ order: Int) -> String {
        guard orders[order].state == "placed" else { return "orders/wrong-state" }
        end(order, "refused")
        return "ok"
    }

    mutating func cancel(_ order: Int, isLiabilityNamed: Bool) -> String {
        switch orders[order].state {
        case "picking", "ready":
            if !isLiabilityNamed { return "orders/liable-missing" }
        case "placed", "accepted": break
        default: return "orders/wrong-state"
        }
        end(order, "cancelled")
        return "ok"
    }

    /// `counts` of each line; what is short was never on the shelf and does not come back.
    mutating func pack(_ order: Int, _ counts: [Int: Int64]) -> String {
        if counts.values.allSatisfy({ $0 == 0 }) { return "orders/nothing-packed" }
        guard orders[order].state == "picking" else { return "orders/wrong-state" }
        owed -= Self.value(orders[order].lines) - Self.value(counts)
        orders[order].lines = counts
        orders[order].state = "ready"
        return "ok"
    }

    mutating func deliver(_ order: Int) -> String {
        guard orders[order].state == "ready" else { return "orders/wrong-state" }
        let place = orders[order].place
        orders[order].state = "completed"
        orders[order].captured = Self.value(orders[order].lines)
        let paid = orders[order].captured + openFees[place, default: 0]
        openFees[place] = 0
        owed -= paid
        cash += paid
        places[place].state = .used
        return "ok"
    }

    mutating func refund(_ order: Int, _ cents: Int64) -> String {
        guard orders[order].refunded + cents <= orders[order].captured else { return "payments/refund-beyond-captured" }
        orders[order].refunded += cents
        refundsDue -= cents
        return "ok"
    }

    private mutating func end(_ order: Int, _ state: String) {
        orders[order].state = state
        for (offer, count) in orders[order].lines { onHand[offer] += count }
        owed -= Self.value(orders[order].lines)
        let place = orders[order].place
        guard orders.allSatisfy({ $0.place != place || $0.isDead }) else { return }
        owed -= openFees[place, default: 0]
        openFees[place] = 0
        places[place].state = .released
        booked[places[place].slot] -= 1
    }
}

extension MarketModel {
    static func value(_ lines: [Int: Int64]) -> Int64 { lines.map { prices[$0.key] * $0.value }.reduce(0, +) }

    private func isShort(_ basket: [Int: Int64], for index: Int) -> Bool {
        let own = places[index].till == .open ? places[index].lines : [:]
        return basket.contains { onHand[$0.key] - aside[$0.key] + own[$0.key, default: 0] < $0.value }
    }

    @discardableResult
    private mutating func expireTills() -> Int {
        let late = places.indices.filter { places[$0].till == .open && places[$0].expires <= now }
        for index in late {
            putBack(index)
            places[index].till = .expired
        }
        return late.count
    }

    private mutating func putBack(_ index: Int) {
        guard places[index].till == .open else { return }
        for (offer, count) in places[index].lines { aside[offer] -= count }
    }

    private mutating func release(_ index: Int) {
        places[index].state = .released
        booked[places[index].slot] -= 1
    }
}

extension MarketModel.Place {
    func isOverdue(_ now: Int64) -> Bool { state == .held && expires <= now }

    func refusal(_ now: Int64) -> String? {
        switch state {
        case .held: now < expires ? nil : "slots/hold-expired"
        case .booked, .used: "slots/hold-spent"
        case .released: "slots/hold-expired"
        }
    }
}

extension MarketModel.Order {
    var isDead: Bool { state == "refused" || state == "cancelled" }
}
