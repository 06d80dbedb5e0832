extension Routes {
    /// Computes every field of a slot from its nodes, from scratch. False: the route breaks a rule.
    ///
    /// This is the one truth about a route; insertion only predicts what it will say.
    func schedule(_ index: Int32) -> Bool {
        let slot = slots + Int(index)
        if terrain.vehicles[Int(slot.pointee.vehicle)].isPlain { return schedulePlainly(index) }
        let car = terrain.vehicles[Int(slot.pointee.vehicle)]
        guard forward(slot, car), load(slot, car) else { return false }
        backward(slot, car)
        return settle(slot, car)
    }

    /// Earliest times.
    private func forward(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Bool {
        let hops = slot.pointee.hops
        let count = Int(slot.pointee.count)
        let locked = Int(slot.pointee.locked)
        let from = car.field.from
        var time = max(car.open, terrain.traits.releases ? release(hops, 0, count) : 0)
        if locked == 0 { time = max(time, car.freeFrom) }
        var place = car.start
        var legs = 0
        var work: Int32 = 0
        hops[0] = Hop(place: place, arrive: time, depart: time)
        for position in 1..<(count + 1) {
            let node = terrain.nodes[Int(hops[position].node)]
            var arc = Arc(seconds: 0, cost: 0)
            let isFresh = node.role != .rest && node.place != place
            if node.role != .rest {
                arc = from[Int(place) &* terrain.stride &+ Int(node.place)]
                place = node.place
            }
            hops[position].place = place
            hops[position].leg = arc.cost
            legs &+= Int(arc.cost)
            if node.errand >= 0 { work &+= 1 }
            let arrive = time &+ arc.seconds
            var begin = terrain.fit(node, arrive)
            if node.role == .reload, terrain.traits.releases { begin = max(begin, release(hops, position, count)) }
            if position <= locked {
                time = passLocked(hops + position, node, arrive, position, slot.pointee.vehicle)
                if position == locked { time = max(time, car.freeFrom) }
                hops[position].depart = time
                continue
            }
            if begin > node.late { return false }
            hops[position].arrive = arrive
            hops[position].wait = begin &- arrive
            time = begin &+ node.service &+ (isFresh ? node.setup : 0)
            hops[position].depart = time
        }
        let home = from[Int(place) &* terrain.stride &+ Int(car.end)]
        let arrive = time &+ home.seconds
        hops[count + 1] = Hop(place: car.end, arrive: arrive, depart: arrive, leg: home.cost)
        slot.pointee.legs = legs &+ Int(home.cost)
        slot.pointee.work = work
        return arrive <= car.close
    }

    /// Done visits left when they did; locked ones may be late.
    private func passLocked(
        _ hop: UnsafeMutablePointer<Hop>, _ node: Node, _ arrive: Int32, _ position: Int, _ vehicle: Int32
    ) -> Int32 {
        let left = terrain.fixed[Int(vehicle)][position - 1].leftAt
        if left != .min {
            hop.pointee.arrive = min(arrive, left)
            hop.pointee.wait = 0
            return left
        }
        let reached = min(arrive, Terrain.forever)
        let begin = node.late < reached ? reached : terrain.fit(node, reached)
        hop.pointee.arrive = reached
        hop.pointee.wait = begin &- reached
        let isFresh = hop.pointee.place != (hop - 1).pointee.place
        return Int32(min(Int(begin) + Int(node.service) + (isFresh ? Int(node.setup) : 0), Int(Terrain.forever)))
    }

    /// When all goods of the trip that begins after `position` are there.
    private func release(_ hops: UnsafeMutablePointer<Hop>, _ position: Int, _ count: Int) -> Int32 {
        var latest: Int32 = 0
        var next = position + 1
        while next <= count {
            let node = terrain.nodes[Int(hops[next].node)]
            if node.role == .reload { break }
            latest = max(latest, node.release)
            next += 1
        }
        return latest
    }

    /// Latest times.
    private func backward(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) {
        let hops = slot.pointee.hops
        let count = Int(slot.pointee.count)
        hops[count + 1].latest = car.close
        hops[count + 1].latestOut = car.close
        var position = count
        while position >= 0 {
            let next = hops[position + 1]
            let travel = next.arrive &- hops[position].depart
            let out = next.latest &- travel
            hops[position].latestOut = out
            if position == 0 {
                hops[0].latest = out
                break
            }
            let node = terrain.nodes[Int(hops[position].node)]
            let isFresh = hops[position].place != hops[position - 1].place
            hops[position].latest = terrain.lastFit(node, out &- node.service &- (isFresh ? node.setup : 0))
            position -= 1
        }
    }

    /// Loads of every trip; false when more than the vehicle can hold, or from a hub it has left already.
    func load(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Bool {
        let dims = terrain.dims
        if dims == 0 { return true }
        let hops = slot.pointee.hops
        let count = Int(slot.pointee.count)
        let locked = Int(slot.pointee.locked)
        let loads = slot.pointee.loads
        let capacity = terrain.capacity + Int(slot.pointee.vehicle) &* dims
        for dim in 0..<dims {
            var level = terrain.traits.hubGoods ? hubLoad(hops, 0, count, dim) : 0
            var kept: Int32 = 0
            loads[dim] = level
            if locked == 0, level > capacity[dim] { return false }
            for position in 1..<(count + 1) {
                let node = Int(hops[position].node)
                if terrain.nodes[node].role == .reload {
                    level = level &- kept &+ hubLoad(hops, position, count, dim)
                    kept = 0
                } else {
                    level &+= terrain.change[node &* dims &+ dim]
                    kept &+= terrain.kept[node &* dims &+ dim]
                }
                loads[position &* dims &+ dim] = level
                if level > capacity[dim], position > locked { return false }
            }
            if terrain.traits.hubGoods { peaks(slot, dim) }
        }
        return !car.hasLeft || hasGoods(slot, car)
    }

    private func hubLoad(_ hops: UnsafeMutablePointer<Hop>, _ position: Int, _ count: Int, _ dim: Int) -> Int32 {
        var sum: Int32 = 0
        var next = position + 1
        while next <= count {
            let node = Int(hops[next].node)
            if terrain.nodes[node].role == .reload { break }
            sum &+= terrain.brought[node &* terrain.dims &+ dim]
            next += 1
        }
        return sum
    }

    private func peaks(_ slot: UnsafeMutablePointer<Slot>, _ dim: Int) {
        let dims = terrain.dims
        let count = Int(slot.pointee.count)
        let hops = slot.pointee.hops
        let loads = slot.pointee.loads
        let before = loads + Int(slot.pointee.room) &* dims
        let after = before + Int(slot.pointee.room) &* dims
        var peak: Int32 = 0
        for position in 0..<(count + 1) {
            let level = loads[position &* dims &+ dim]
            let isStart = position == 0 || terrain.nodes[Int(hops[position].node)].role == .reload
            peak = isStart ? level : max(peak, level)
            before[position &* dims &+ dim] = peak
        }
        peak = 0
        after[(count + 1) &* dims &+ dim] = 0
        var position = count
        while position >= 0 {
            peak = max(peak, loads[position &* dims &+ dim])
            after[position &* dims &+ dim] = peak
            if position > 0, terrain.nodes[Int(hops[position].node)].role == .reload {
                after[position &* dims &+ dim] = 0
                peak = 0
            }
            position -= 1
        }
    }

    /// Whether nothing in the running trip needs goods of a hub the vehicle has left.
    private func hasGoods(_ slot: UnsafeMutablePointer<Slot>, _ car: Car) -> Bool {
        let hops = slot.pointee.hops
        var position = Int(slot.pointee.locked) + 1
        while position <= Int(slot.pointee.count) {
            let index = Int(hops[position].node)
            let node = terrain.nodes[index]
            if node.role == .reload { return true }
            if node.fromHub, !terrain.errands[Int(node.errand)].isPinned {
                for dim in 0..<terrain.dims where terrain.brought[index &* terrain.dims &+ dim] > 0 { return false }
            }
            position += 1
        }
        return true
    }
}

extension Terrain {
    /// When service can begin for an arrival: `arrive` or the next window's opening. After `late`: at `arrive`.
    @inline(__always) func fit(_ node: Node, _ arrive: Int32) -> Int32 {
        if node.windowCount == 0 { return max(arrive, node.early) }
        for index in 0..<Int(node.windowCount) {
            let window = windows[Int(node.firstWindow) &+ index]
            if arrive <= window.close { return max(arrive, window.open) }
        }
        return arrive
    }

    /// The close of the window a beginning lies in.
    func windowEnd(_ node: Node, _ begin: Int32) -> Int32 {
        for index in 0..<Int(node.windowCount) {
            let window = windows[Int(node.firstWindow) + index]
            if begin <= window.close { return window.close }
        }
        return node.late
    }

    /// The latest moment up to `time` at which service may begin; before `early`: a moment no arrival meets.
    @inline(__always) func lastFit(_ node: Node, _ time: Int32) -> Int32 {
        if node.windowCount == 0 { return time < node.early ? -1 : min(time, node.late) }
        var index = Int(node.windowCount) &- 1
        while index >= 0 {
            let window = windows[Int(node.firstWindow) &+ index]
            if time >= window.open { return min(time, window.close) }
            index &-= 1
        }
        return -1
    }
}
