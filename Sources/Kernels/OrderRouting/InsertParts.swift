/// Insertion of any number of parts, as `Inserter` says: labels carried over the gaps of a route.
extension Inserter {
    func run(_ errand: Int, _ slot: Int32, parts count: Int, checksLoads: Bool) {
        partCount = count
        self.checksLoads = checksLoads
        if checksLoads { sumCarried() }
        labelCount = 0
        let route = routes.slots[Int(slot)]
        let unused = route.work == 0 ? route.legs + terrain.vehicles[Int(route.vehicle)].fixedCost : 0
        let masks = 1 << count
        for mask in 0..<masks { frontCount[mask] = 0 }
        for gap in Int(route.locked)...Int(route.count) {
            let hop = route.hops[gap]
            frontCount[0] = 0
            offer(
                0,
                Label(
                    cost: unused, time: hop.depart, place: hop.place, since: 0, parent: -1,
                    spot: Spot(node: -1, gap: 0)))
            expand(route, gap)
            close(errand, slot, route, gap)
            if gap == Int(route.count) { break }
            cross(route, gap)
        }
    }

    private func sumCarried() {
        let dims = terrain.dims
        for mask in 0..<(1 << partCount) {
            for dim in 0..<dims {
                var sum: Int32 = 0
                for part in 0..<partCount where mask & (1 << part) != 0 {
                    let cell = Int(parts[part]) &* dims &+ dim
                    sum &+= terrain.change[cell] &+ terrain.brought[cell]
                }
                carried[mask &* dims &+ dim] = sum
            }
        }
    }

    /// Keeps a label unless a cheaper and earlier one is there.
    private func offer(_ mask: Int, _ label: Label) {
        let list = front + mask &* Self.width
        var count = Int(frontCount[mask])
        var index = 0
        while index < count {
            let other = labels[Int(list[index])]
            if checksLoads, other.place == label.place {
                if other.cost <= label.cost && other.time <= label.time && other.since >= label.since { return }
                if other.cost >= label.cost && other.time >= label.time && other.since <= label.since {
                    count &-= 1
                    list[index] = list[count]
                    continue
                }
            }
            index &+= 1
        }
        if count == (checksLoads ? 4 : Self.width) {
            var worst = 0
            for other in 1..<count where labels[Int(list[other])].cost > labels[Int(list[worst])].cost { worst = other }
            if labels[Int(list[worst])].cost <= label.cost {
                frontCount[mask] = Int32(count)
                return
            }
            count &-= 1
            list[worst] = list[count]
        }
        if labelCount == labelRoom { growLabels() }
        labels[labelCount] = label
        list[count] = Int32(labelCount)
        labelCount &+= 1
        frontCount[mask] = Int32(count &+ 1)
    }

    private func growLabels() {
        let larger = UnsafeMutablePointer<Label>.allocate(capacity: labelRoom * 2)
        larger.update(from: labels, count: labelCount)
        labels.deallocate()
        labels = larger
        labelRoom *= 2
    }

    /// Inserts further parts right here, after the stop at `gap`.
    private func expand(_ route: Slot, _ gap: Int) {
        let from = terrain.vehicles[Int(route.vehicle)].field.from
        let full = (1 << partCount) - 1
        let tracksRide = ride < Terrain.forever
        let leg = Int(route.hops[gap + 1].leg)
        for mask in 0..<full where frontCount[mask] > 0 {
            for part in 0..<partCount where mask & (1 << part) == 0 && needs[part] & ~mask == 0 {
                let index = Int(parts[part])
                let node = terrain.nodes[index]
                let wider = mask | (1 << part)
                if checksLoads, !fits(route, gap, wider, index) { continue }
                var entry = 0
                while entry < Int(frontCount[mask]) {
                    let label = labels[Int(front[mask &* Self.width &+ entry])]
                    let parent = front[mask &* Self.width &+ entry]
                    entry &+= 1
                    let arc = from[Int(label.place) &* terrain.stride &+ Int(node.place)]
                    let begin = terrain.fit(node, label.time &+ arc.seconds)
                    if begin > node.late { continue }
                    if mask != 0, node.role == .drop, begin &- label.since > ride { continue }
                    let cost = label.cost &+ Int(arc.cost)
                    if cost &- leg >= best { continue }
                    let time = begin &+ node.service &+ (node.place != label.place ? node.setup : 0)
                    offer(
                        wider,
                        Label(
                            cost: cost, time: time, place: node.place,
                            since: tracksRide ? (mask == 0 ? time : label.since) : 0, parent: parent,
                            spot: Spot(node: parts[part], gap: Int32(gap))))
                }
            }
        }
    }

    /// Whether the load right after inserting `node` here stays within the capacity.
    private func fits(_ route: Slot, _ gap: Int, _ mask: Int, _ node: Int) -> Bool {
        let dims = terrain.dims
        let capacity = terrain.capacity + Int(route.vehicle) &* dims
        for dim in 0..<dims {
            let more = carried[mask &* dims &+ dim]
            if more > 0, route.loads[gap &* dims &+ dim] &+ more > capacity[dim] { return false }
            let brought = terrain.brought[node &* dims &+ dim]
            if brought > 0 {
                let peaks = route.loads + Int(route.room) &* dims
                if peaks[gap &* dims &+ dim] &+ brought > capacity[dim] { return false }
            }
        }
        return true
    }

    /// Completes what is fully inserted by going on to the next real stop.
    private func close(_ errand: Int, _ slot: Int32, _ route: Slot, _ gap: Int) {
        let full = (1 << partCount) - 1
        if frontCount[full] == 0 { return }
        defer { frontCount[full] = 0 }
        if isBlinked(gap) { return }
        if checksLoads, !fitsOnwards(route, gap, full) { return }
        let car = terrain.vehicles[Int(route.vehicle)]
        let end = Int(route.count) + 1
        for entry in 0..<Int(frontCount[full]) {
            let index = front[full &* Self.width &+ entry]
            let label = labels[Int(index)]
            var time = label.time
            var next = gap + 1
            var isLate = false
            while next < end, terrain.nodes[Int(route.hops[next].node)].role == .rest {
                let rest = terrain.nodes[Int(route.hops[next].node)]
                let begin = terrain.fit(rest, time)
                if begin > rest.late { isLate = true }
                time = begin &+ rest.service
                next += 1
            }
            if isLate { continue }
            let hop = route.hops[next]
            let arc = car.field.from[Int(label.place) &* terrain.stride &+ Int(hop.place)]
            let cost = label.cost &+ Int(arc.cost) &- Int(hop.leg)
            if cost >= best { continue }
            let arrive = time &+ arc.seconds
            if next == end {
                if arrive > car.close { continue }
            } else {
                let node = terrain.nodes[Int(hop.node)]
                let begin = terrain.fit(node, arrive)
                if begin > node.late { continue }
                let setup = hop.place != label.place ? node.setup : 0
                if begin &+ node.service &+ setup > hop.latestOut { continue }
            }
            settle(errand, slot, car, index, cost)
        }
    }

    private func fitsOnwards(_ route: Slot, _ gap: Int, _ mask: Int) -> Bool {
        let dims = terrain.dims
        if !terrain.traits.hubGoods { return true }
        let capacity = terrain.capacity + Int(route.vehicle) &* dims
        let peaks = route.loads + Int(route.room) &* dims &* 2
        if gap + 1 <= Int(route.count), terrain.nodes[Int(route.hops[gap + 1].node)].role == .reload { return true }
        for dim in 0..<dims {
            let more = carried[mask &* dims &+ dim]
            if more > 0, peaks[(gap &+ 1) &* dims &+ dim] &+ more > capacity[dim] { return false }
        }
        return true
    }

    /// Takes a candidate that is cheaper than all before, if the whole route agrees.
    private func settle(_ errand: Int, _ slot: Int32, _ car: Car, _ label: Int32, _ cost: Int) {
        var price = cost
        if car.needsProof {
            let foundCount = spotCount
            found.update(from: spots, count: foundCount)
            collect(label)
            let isFeasible = isFeasible(slot)
            price = routes.slots[Int(scratch)].cost - routes.slots[Int(slot)].cost
            if !isFeasible || price >= best {
                spotCount = foundCount
                spots.update(from: found, count: foundCount)
                return
            }
            best = price
            return
        }
        best = price
        collect(label)
    }

    private func collect(_ label: Int32) {
        spotCount = partCount
        var index = Int(label)
        for position in stride(from: partCount - 1, through: 0, by: -1) {
            spots[position] = labels[index].spot
            index = Int(labels[index].parent)
        }
    }

    /// Carries unfinished insertions past the next stop.
    private func cross(_ route: Slot, _ gap: Int) {
        let full = (1 << partCount) - 1
        let hop = route.hops[gap + 1]
        let node = terrain.nodes[Int(hop.node)]
        let from = terrain.vehicles[Int(route.vehicle)].field.from
        swap(&front, &nextFront)
        swap(&frontCount, &nextCount)
        for mask in 0...full { frontCount[mask] = 0 }
        for mask in 1..<max(full, 1) where nextCount[mask] > 0 {
            if checksLoads, node.role != .reload, !carries(route, gap + 1, mask) { continue }
            for entry in 0..<Int(nextCount[mask]) {
                let index = nextFront[mask &* Self.width &+ entry]
                var label = labels[Int(index)]
                if node.role == .rest {
                    let begin = terrain.fit(node, label.time)
                    if begin > node.late { continue }
                    label.time = begin &+ node.service
                } else {
                    let arc = from[Int(label.place) &* terrain.stride &+ Int(hop.place)]
                    let begin = terrain.fit(node, label.time &+ arc.seconds)
                    if begin > node.late { continue }
                    label.time = begin &+ node.service &+ (hop.place != label.place ? node.setup : 0)
                    if label.time > hop.latestOut { continue }
                    label.cost = label.cost &+ Int(arc.cost) &- Int(hop.leg)
                    label.place = hop.place
                }
                offer(mask, label)
            }
        }
    }

    private func carries(_ route: Slot, _ position: Int, _ mask: Int) -> Bool {
        let dims = terrain.dims
        let capacity = terrain.capacity + Int(route.vehicle) &* dims
        for dim in 0..<dims {
            let more = carried[mask &* dims &+ dim]
            if more > 0, route.loads[position &* dims &+ dim] &+ more > capacity[dim] { return false }
        }
        return true
    }
}
