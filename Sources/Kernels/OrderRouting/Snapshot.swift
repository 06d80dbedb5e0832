/// The visits of every vehicle at one moment, and what they cost.
struct Snapshot {
    /// All vehicles' movable nodes, one after another; `ends[v]` is where vehicle v's end.
    var nodes: [Int32] = []
    var ends: [Int] = []
    var absent: [Int32] = []
    var cost = Int.max
    var usedVehicles = 0
}

extension Search {
    func takeSnapshot() {
        assert(cost == recounted(), "costs carried along differ from costs counted anew")
        best.nodes.removeAll(keepingCapacity: true)
        best.ends.removeAll(keepingCapacity: true)
        for vehicle in 0..<terrain.vehicleCount {
            let route = routes.slots[Int(slotOf[vehicle])]
            var position = Int(route.locked) + 1
            while position <= Int(route.count) {
                best.nodes.append(route.hops[position].node)
                position += 1
            }
            best.ends.append(best.nodes.count)
        }
        best.absent.removeAll(keepingCapacity: true)
        best.absent.append(contentsOf: absent)
        best.cost = trueCost
        best.usedVehicles = usedVehicles
    }

    /// Goes back to a snapshot.
    func restore(_ snapshot: Snapshot) {
        for errand in 0..<terrain.errandCount { vehicleOf[errand] = -1 }
        var first = 0
        cost = 0
        overload = 0
        for vehicle in 0..<terrain.vehicleCount {
            let end = snapshot.ends[vehicle]
            let slot = slotOf[vehicle]
            let locked = Int(routes.slots[Int(slot)].locked)
            routes.reserve(slot, locked + end - first)
            for offset in 0..<(end - first) {
                let node = snapshot.nodes[first + offset]
                routes.slots[Int(slot)].hops[locked + 1 + offset].node = node
                let errand = terrain.nodes[Int(node)].errand
                if errand >= 0 { vehicleOf[Int(errand)] = Int32(vehicle) }
            }
            routes.slots[Int(slot)].count = Int32(locked + end - first)
            let isFeasible = routes.schedule(slot)
            precondition(isFeasible, "a snapshot was feasible when taken")
            routes.stamp(slot)
            cost += routes.slots[Int(slot)].cost
            lists.set(Int32(vehicle), isUsed: routes.slots[Int(slot)].work > 0)
            first = end
        }
        absent.become(snapshot.absent)
        for errand in absent { cost += terrain.errands[Int(errand)].penalty }
    }
}
