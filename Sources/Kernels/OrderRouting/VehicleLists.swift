/// Which vehicles are in use, and which of every type are not: constant-time changes, no searching.
final class VehicleLists {
    /// The first `usedCount` are in use.
    let used: UnsafeMutablePointer<Int32>
    private(set) var usedCount = 0
    let typeCount: Int
    /// Vehicles grouped by type; those not in use come first in their group.
    private let unused: UnsafeMutablePointer<Int32>
    private let groupStart: UnsafeMutablePointer<Int32>
    private let unusedCount: UnsafeMutablePointer<Int32>
    /// Vehicle → its index in `used` (−1: not in use) and in `unused`.
    private let usedAt: UnsafeMutablePointer<Int32>
    private let unusedAt: UnsafeMutablePointer<Int32>
    private let typeOf: UnsafeMutablePointer<Int32>
    private let isRetired: UnsafeMutablePointer<Bool>

    init(_ terrain: Terrain) {
        let count = terrain.vehicleCount
        typeCount = terrain.typeCount
        used = .filled(0, count)
        unused = .filled(0, count)
        usedAt = .filled(-1, count)
        unusedAt = .filled(0, count)
        typeOf = .filled(0, count)
        isRetired = .filled(false, count)
        groupStart = .filled(0, typeCount)
        unusedCount = .filled(0, typeCount)
        for vehicle in 0..<count {
            typeOf[vehicle] = terrain.vehicles[vehicle].type
            unusedCount[Int(typeOf[vehicle])] += 1
        }
        var start: Int32 = 0
        for type in 0..<typeCount {
            groupStart[type] = start
            start += unusedCount[type]
            unusedCount[type] = 0
        }
        for vehicle in 0..<count {
            let type = Int(typeOf[vehicle])
            unusedAt[vehicle] = groupStart[type] + unusedCount[type]
            unused[Int(unusedAt[vehicle])] = Int32(vehicle)
            unusedCount[type] += 1
        }
    }

    deinit {
        used.deallocate()
        unused.deallocate()
        usedAt.deallocate()
        unusedAt.deallocate()
        typeOf.deallocate()
        isRetired.deallocate()
        groupStart.deallocate()
        unusedCount.deallocate()
    }

    func set(_ vehicle: Int32, isUsed: Bool) {
        if (usedAt[Int(vehicle)] >= 0) == isUsed || isRetired[Int(vehicle)] { return }
        let type = Int(typeOf[Int(vehicle)])
        if isUsed {
            unusedCount[type] &-= 1
            trade(vehicle, unused[Int(groupStart[type] &+ unusedCount[type])])
            used[usedCount] = vehicle
            usedAt[Int(vehicle)] = Int32(usedCount)
            usedCount &+= 1
        } else {
            usedCount &-= 1
            let last = used[usedCount]
            let hole = usedAt[Int(vehicle)]
            used[Int(hole)] = last
            usedAt[Int(last)] = hole
            usedAt[Int(vehicle)] = -1
            trade(vehicle, unused[Int(groupStart[type] &+ unusedCount[type])])
            unusedCount[type] &+= 1
        }
    }

    /// A vehicle that is not in use will never be again.
    func retire(_ vehicle: Int32) {
        if isRetired[Int(vehicle)] { return }
        set(vehicle, isUsed: true)
        isRetired[Int(vehicle)] = true
        usedCount &-= 1
        let hole = usedAt[Int(vehicle)]
        used[Int(hole)] = used[usedCount]
        usedAt[Int(used[usedCount])] = hole
    }

    private func trade(_ one: Int32, _ other: Int32) {
        let (first, second) = (unusedAt[Int(one)], unusedAt[Int(other)])
        unused[Int(first)] = other
        unused[Int(second)] = one
        unusedAt[Int(other)] = first
        unusedAt[Int(one)] = second
    }

    /// Any vehicle of a type that is not in use, or −1.
    func unusedOne(_ type: Int) -> Int32 { unusedCount[type] > 0 ? unused[Int(groupStart[type])] : -1 }
}
