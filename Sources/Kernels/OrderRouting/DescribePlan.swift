extension Search {
    /// The current state as a plan, with times as late as they cost nothing.
    func plan(iterations: Int) -> Plan {
        var tours: [Plan.Tour] = []
        var totals = Plan.Totals()
        for vehicle in 0..<terrain.vehicleCount {
            let slot = slotOf[vehicle]
            if routes.slots[Int(slot)].work == 0 { continue }
            let tour = describe(vehicle, slot)
            totals.add(tour.totals)
            tours.append(tour)
        }
        var unserved: [Plan.Unserved] = []
        for errand in absent.sorted() {
            unserved.append(Plan.Unserved(errand: Int(errand), reason: reason(for: Int(errand))))
            let job = terrain.errands[Int(errand)]
            totals.cost += job.mustServe ? 0 : job.fullPenalty / terrain.costScale
        }
        return Plan(tours: tours, unserved: unserved, totals: totals, iterations: iterations)
    }

    private func describe(_ vehicle: Int, _ slot: Int32) -> Plan.Tour {
        let car = terrain.vehicles[vehicle]
        // Where only deliveries ride, the search keeps no more than the load at the start.
        _ = routes.load(routes.slots + Int(slot), car)
        let route = routes.slots[Int(slot)]
        let profile = terrain.problem.vehicles[vehicle].profile
        let delay = Int32(routes.startDelay(routes.slots + Int(slot), car))
        var totals = Plan.Totals()
        totals.vehicles = 1
        totals.cost = route.cost / terrain.costScale
        var stops: [Plan.Stop] = []
        var push = delay
        for position in 1..<Int(route.count + 2) {
            let hop = route.hops[position]
            let before = route.hops[position - 1]
            totals.travelSeconds += Int(hop.arrive - before.depart)
            totals.metres += metres(profile, before.place, hop.place)
            if position == Int(route.count) + 1 { break }
            let wait = max(0, hop.wait - push)
            let stop = stop(route, position, arrival: hop.arrive + push, wait: wait)
            push = max(0, push - hop.wait)
            totals.waitingSeconds += stop.waitingSeconds
            totals.serviceSeconds += stop.serviceSeconds
            totals.lateSeconds += stop.lateSeconds
            stops.append(stop)
        }
        return Plan.Tour(
            vehicle: vehicle, stops: stops, departure: terrain.base + Int(route.hops[0].depart + delay),
            end: terrain.base + Int(route.hops[Int(route.count) + 1].arrive), load: load(route, 0), totals: totals)
    }

    private func metres(_ profile: Int, _ from: Int32, _ to: Int32) -> Int {
        if from == to || Int(from) >= terrain.placeCount || Int(to) >= terrain.placeCount { return 0 }
        let entry = terrain.way(Int(from), Int(to), profile, terrain.problem.travel[profile]).1
        return entry == Travel.noWay ? 0 : Int(entry)
    }

    private func load(_ route: Slot, _ position: Int) -> [Int] {
        (0..<terrain.dims).map { Int(route.loads[position * terrain.dims + $0]) }
    }

    private func stop(_ route: Slot, _ position: Int, arrival: Int32, wait: Int32) -> Plan.Stop {
        let hop = route.hops[position]
        let node = terrain.nodes[Int(hop.node)]
        let begin = arrival + wait
        var service = hop.depart - hop.arrive - hop.wait
        if position == Int(route.locked) {
            // Until `freeFrom` the vehicle stands there without serving anybody.
            service = min(service, node.service + (hop.place == route.hops[position - 1].place ? 0 : node.setup))
        }
        return Plan.Stop(
            visit: visit(node), place: Int(hop.place), arrival: terrain.base + Int(arrival), waitingSeconds: Int(wait),
            serviceSeconds: Int(service), lateSeconds: max(0, Int(begin) - Int(node.due)),
            slackSeconds: max(0, Int(hop.latest) - Int(arrival)), load: load(route, position),
            isFixed: position <= Int(route.locked))
    }

    func visit(_ node: Node) -> Visit {
        switch node.role {
        case .pickup: .pickup(errand: Int(node.errand), part: Int(node.part))
        case .drop: .drop(errand: Int(node.errand))
        case .rest: .rest(Int(node.part))
        case .reload: .reload(Int(node.part))
        }
    }
}

extension Plan.Totals {
    mutating func add(_ other: Plan.Totals) {
        vehicles += other.vehicles
        cost += other.cost
        metres += other.metres
        travelSeconds += other.travelSeconds
        waitingSeconds += other.waitingSeconds
        serviceSeconds += other.serviceSeconds
        lateSeconds += other.lateSeconds
    }
}
