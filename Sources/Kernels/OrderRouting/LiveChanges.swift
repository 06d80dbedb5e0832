/// What a change of the plan means for one errand.
public struct Change: Sendable, Equatable {
    public var errand: Int
    /// nil: left out.
    public var fromVehicle: Int?
    public var toVehicle: Int?
    /// When service begins at its last stop.
    public var oldBegin: Int?
    public var newBegin: Int?
}

/// The ways of a new place, to and from every place so far.
public struct PlaceWays: Sendable {
    public var secondsFrom: [Int32]
    public var secondsTo: [Int32]
    public var metresFrom: [Int32]
    public var metresTo: [Int32]

    public init(secondsFrom: [Int32], secondsTo: [Int32], metresFrom: [Int32]? = nil, metresTo: [Int32]? = nil) {
        self.secondsFrom = secondsFrom
        self.secondsTo = secondsTo
        self.metresFrom = metresFrom ?? secondsFrom
        self.metresTo = metresTo ?? secondsTo
    }
}

extension LivePlan {
    struct Position {
        var vehicle: Int32 = -1
        var begin: Int32 = 0
    }

    /// Errand → where and when it ends.
    func positions() -> [Position] {
        var list = [Position](repeating: Position(), count: search.terrain.errandCount)
        for index in 0..<search.lists.usedCount {
            let vehicle = search.lists.used[index]
            let route = search.routes.slots[Int(search.slotOf[Int(vehicle)])]
            for position in 1..<Int(route.count + 1) {
                let errand = search.terrain.ownerOf[Int(route.hops[position].node)]
                if errand < 0 { continue }
                list[Int(errand)] = Position(
                    vehicle: vehicle, begin: route.hops[position].arrive + route.hops[position].wait)
            }
        }
        return list
    }

    /// Does something and tells for which errands it made a difference.
    func change(_ work: () -> Void) -> [Change] {
        let before = positions()
        work()
        return differences(before)
    }

    func differences(_ before: [Position]) -> [Change] {
        let base = search.terrain.base
        var changes: [Change] = []
        for (errand, now) in positions().enumerated() {
            let then = errand < before.count ? before[errand] : Position()
            if now.vehicle == then.vehicle, now.begin == then.begin { continue }
            changes.append(
                Change(
                    errand: errand, fromVehicle: then.vehicle < 0 ? nil : Int(then.vehicle),
                    toVehicle: now.vehicle < 0 ? nil : Int(now.vehicle),
                    oldBegin: then.vehicle < 0 ? nil : base + Int(then.begin),
                    newBegin: now.vehicle < 0 ? nil : base + Int(now.begin)))
        }
        return changes
    }
}
