/// While annealing a tight fleet, a route may hold more than its vehicle can, at a price for every unit too much: full
/// plans whose vehicles are filled to the brim lie apart, and the way between them leads over plans that overload.
///
/// Only for one delivery an errand and one load dimension: there the overload of a route doesn't hang on the order of
/// its visits, and the price can be added when remembered insertions are compared.
extension Search {
    /// Whether everything is served and the loads alone fill the vehicles in use nearly.
    var isTight: Bool {
        guard terrain.traits.onlyDeliveries, terrain.dims == 1, fewestVehicles, absent.isEmpty else { return false }
        if deliveredLoad >= 1 << 30 { return false }
        for vehicle in 0..<terrain.vehicleCount where !terrain.vehicles[vehicle].isPlain { return false }
        var room = 0
        for index in 0..<lists.usedCount { room += Int(terrain.capacity[Int(lists.used[index])]) }
        return Double(deliveredLoad) >= tuning.tight * Double(room)
    }

    /// Of the first dimension.
    var deliveredLoad: Int {
        if terrain.dims == 0 { return 0 }
        return (0..<terrain.nodeCount).reduce(0) { $0 + Int(terrain.brought[$1 * terrain.dims]) }
    }

    /// An errand of an overloaded route.
    func overloadedErrand() -> Int? {
        let start = random.below(max(lists.usedCount, 1))
        for step in 0..<lists.usedCount {
            let vehicle = lists.used[(start + step) % lists.usedCount]
            let slot = slotOf[Int(vehicle)]
            if routes.spare[Int(slot)] >= 0 { continue }
            let route = routes.slots[Int(slot)]
            let position = 1 + random.below(Int(route.count))
            return Int(terrain.nodes[Int(route.hops[position].node)].errand)
        }
        return nil
    }

    /// From now on a unit too much costs `price`; 0: none may be too much, and none is.
    func setOverloadPrice(_ price: Int) {
        let wasSoft = routes.overloadPrice > 0
        cost += (price - routes.overloadPrice) * overload
        routes.overloadPrice = price
        if wasSoft != (price > 0) { cache.forget() }
    }

    /// What the vehicle holds too much.
    @inline(__always) func excess(_ slot: Int32) -> Int { Int(max(0, 0 &- routes.spare[Int(slot)])) }

    /// What the errand adds to a route's overload, priced.
    @inline(__always) func surcharge(_ demand: Int32, _ slot: Int32) -> Int {
        Int(max(0, demand &- max(0, routes.spare[Int(slot)]))) &* routes.overloadPrice
    }
}

/// Steers the price of overloading so that less and less is too much, and nothing in the end.
struct OverloadRudder {
    /// Price of a unit, in temperatures: dearer than `most` would freeze the overload where it is.
    private var ratio: Double
    private let least: Double
    private let most: Double
    private let first: Double
    private let until: Double
    private let pace: Int
    private var rounds = 0
    private var sum = 0

    init(load: Int, errands: Int, _ tuning: Tuning) {
        ratio = tuning.overloadFirst
        least = tuning.overloadFirst
        most = tuning.overloadMost
        first = Double(load) * tuning.overloading
        until = tuning.overloadUntil
        pace = max(errands, 200)
    }

    func price(_ heat: Double) -> Int { Int(max(1, min(ratio * heat, 0x1p31))) }

    /// True when the price should change.
    mutating func note(_ overload: Int, _ used: Double) -> Bool {
        rounds += 1
        sum += overload
        if rounds < pace { return false }
        let left = max(0, 1 - used / until)
        let wanted = first * left * left * left.squareRoot()
        ratio *= Double(sum) > wanted * Double(rounds) ? 1.04 : 0.97
        ratio = min(max(ratio, least), most * (1 + 5 * used * used))
        rounds = 0
        sum = 0
        return true
    }
}
