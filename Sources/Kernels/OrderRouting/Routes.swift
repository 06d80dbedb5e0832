/// One position of a route. Position 0 is the start, `count + 1` the end, between them the visits.
struct Hop {
    /// −1 at both ends.
    var node: Int32 = -1
    /// Where the vehicle stands; a break takes its predecessor's.
    var place: Int32 = 0
    /// Earliest arrival and departure.
    var arrive: Int32 = 0
    var depart: Int32 = 0
    /// Latest arrival and departure that keep the rest of the route in its windows.
    var latest: Int32 = 0
    var latestOut: Int32 = 0
    var wait: Int32 = 0
    /// Cost of the way to here.
    var leg: Int32 = 0
}

/// One vehicle's route at one moment of the search.
struct Slot {
    var hops: UnsafeMutablePointer<Hop>
    /// position × dims, three planes of `room` positions: load when leaving; the trip's highest so far; its highest
    /// from here on.
    var loads: UnsafeMutablePointer<Int32>
    var room: Int32
    /// Visits, without start and end.
    var count: Int32
    /// The first visits, which stay.
    var locked: Int32
    /// Visits of errands.
    var work: Int32
    var vehicle: Int32
    /// Sum of the legs; all costs (0 when unused).
    var legs: Int
    var cost: Int
}

/// Keeps routes in reusable slots, so that undoing means going back to the old slot.
final class Routes {
    let terrain: Terrain
    private(set) var slots: UnsafeMutablePointer<Slot>
    /// Slot → a new number at every change.
    private(set) var versions: UnsafeMutablePointer<UInt32>
    /// Slot → what one more delivery may weigh; negative: overloaded. Kept for deliveries alone, first dimension.
    private(set) var spare: UnsafeMutablePointer<Int32>
    /// Price of a unit too much; 0: loads are hard limits.
    var overloadPrice = 0
    private(set) var slotCount = 0
    private var slotRoom = 0
    private let free = PlainList<Int32>()
    private var lastVersion: UInt32 = 0

    init(_ terrain: Terrain) {
        self.terrain = terrain
        slots = .allocate(capacity: 1)
        versions = .allocate(capacity: 1)
        spare = .allocate(capacity: 1)
    }

    deinit {
        for index in 0..<slotCount {
            slots[index].hops.deallocate()
            slots[index].loads.deallocate()
        }
        slots.deallocate()
        versions.deallocate()
        spare.deallocate()
        free.free()
    }

    /// An empty slot with room for `visits`.
    func take(_ visits: Int, for vehicle: Int32) -> Int32 {
        let slot: Int32
        if let last = free.popLast() {
            slot = last
        } else {
            slot = Int32(slotCount)
            addSlot()
        }
        reserve(slot, visits)
        slots[Int(slot)].vehicle = vehicle
        slots[Int(slot)].count = 0
        slots[Int(slot)].locked = 0
        return slot
    }

    func give(back slot: Int32) { free.append(slot) }

    private func addSlot() {
        if slotCount == slotRoom {
            slotRoom = max(16, slotRoom * 2)
            let larger = UnsafeMutablePointer<Slot>.allocate(capacity: slotRoom)
            larger.update(from: slots, count: slotCount)
            slots.deallocate()
            slots = larger
            let numbers = UnsafeMutablePointer<UInt32>.filled(0, slotRoom)
            numbers.update(from: versions, count: slotCount)
            versions.deallocate()
            versions = numbers
            let spares = UnsafeMutablePointer<Int32>.filled(0, slotRoom)
            spares.update(from: spare, count: slotCount)
            spare.deallocate()
            spare = spares
        }
        let empty = Slot(
            hops: .allocate(capacity: 1), loads: .allocate(capacity: 1), room: 0, count: 0, locked: 0, work: 0,
            vehicle: 0, legs: 0, cost: 0)
        (slots + slotCount).initialize(to: empty)
        slotCount += 1
    }

    func reserve(_ slot: Int32, _ visits: Int) {
        let old = slots[Int(slot)]
        if Int(old.room) >= visits + 2 { return }
        let room = max(24, (visits + 2) * 3 / 2)
        let hops = UnsafeMutablePointer<Hop>.filled(Hop(), room)
        if old.room > 0 { hops.update(from: old.hops, count: Int(old.count) + 2) }
        let cells = room * max(terrain.dims, 1) * 3
        let loads = UnsafeMutablePointer<Int32>.filled(0, cells)
        old.hops.deallocate()
        old.loads.deallocate()
        slots[Int(slot)].hops = hops
        slots[Int(slot)].loads = loads
        slots[Int(slot)].room = Int32(room)
    }

    func stamp(_ slot: Int32) {
        lastVersion &+= 1
        versions[Int(slot)] = lastVersion
    }

    /// A slot with the same visits but those of nodes `without` answers for; times are not computed yet.
    func copy(_ source: Int32, roomFor more: Int, without isGone: (Int32) -> Bool) -> Int32 {
        let count = Int(slots[Int(source)].count)
        let copy = take(count + more, for: slots[Int(source)].vehicle)
        let from = slots[Int(source)].hops
        let to = slots[Int(copy)].hops
        var length = 0
        for position in 1..<(count + 1) where !isGone(from[position].node) {
            length += 1
            to[length].node = from[position].node
        }
        slots[Int(copy)].count = Int32(length)
        slots[Int(copy)].locked = slots[Int(source)].locked
        return copy
    }
}
