import RoadNetwork

/// Gathers the streets of an extract while its blocks pass, and makes one `RoadMap` and a `RoadUse` for each profile.
///
///     var roads = RoadCollector()
///     while let block = try reader.next() { roads.take(block) }
///     let streets = roads.finish()
public struct RoadCollector {
    private var nodeIDs: [Int64] = []
    private var latitudes: [Int32] = []
    private var longitudes: [Int32] = []
    /// Tags of nodes that decide something: by place in the arrays above.
    private var barriers: [Int: [RoadProfile]] = [:]
    private var lights: [Int: Int32] = [:]
    private var wayIDs: [Int64] = []
    private var wayNodes: [Int64] = []
    private var wayStarts: [Int32] = [0]
    private var ranks: [UInt8] = []
    private var names: [String] = []
    private var speeds: [RoadProfile: [(Float, Float)]] = [:]
    private var turns = TurnCollector()
    /// Ways that say for themselves on which side one drives.
    private var sides: [Int32: TrafficSide] = [:]
    private var witnesses = SideWitnesses()
    /// What the operator says; `nil`: what the extract tells.
    private let side: TrafficSide?

    /// `side`: where traffic keeps; `nil` for what the extract tells.
    public init(side: TrafficSide? = nil) { self.side = side }

    public mutating func take(_ block: ExtractBlock) {
        takeNodes(block)
        takeWays(block)
        takeRelations(block)
    }

    private mutating func takeNodes(_ block: ExtractBlock) {
        for index in block.nodes.ids.indices {
            let tags = block.tags(ofNode: index)
            if tags.isEmpty { continue }
            witnesses.take(tags)
            let place = nodeIDs.count + index
            if let delay = RoadNode.delay(tags) { lights[place] = delay }
            let closed = RoadProfile.allCases.filter { RoadNode.isBlocked(tags, for: $0) }
            if !closed.isEmpty { barriers[place] = closed }
        }
        nodeIDs += block.nodes.ids
        latitudes += block.nodes.latitudes
        longitudes += block.nodes.longitudes
    }

    private mutating func takeWays(_ block: ExtractBlock) {
        for index in block.ways.ids.indices {
            let tags = block.tags(ofWay: index)
            witnesses.take(tags)
            if tags["highway"] == nil, tags["man_made"] == nil { continue }
            let own = RoadProfile.allCases.map { RoadSpeed(tags, for: $0) }
            guard own.contains(where: { $0 != .none }) else { continue }
            witnesses.take(way: wayIDs.count, tags)
            if let side = tags["driving_side"].flatMap(TrafficSide.init) { sides[Int32(wayIDs.count)] = side }
            wayIDs.append(block.ways.ids[index])
            wayNodes += block.ways.nodes[block.ways.starts[index]..<block.ways.starts[index + 1]]
            wayStarts.append(Int32(wayNodes.count))
            ranks.append(tags.roadRank)
            names.append(tags["name"] ?? tags["ref"] ?? "")
            for (profile, speed) in zip(RoadProfile.allCases, own) {
                speeds[profile, default: []].append((Float(speed.forward / 3.6), Float(speed.backward / 3.6)))
            }
        }
    }

    private mutating func takeRelations(_ block: ExtractBlock) {
        for index in block.relations.ids.indices {
            let tags = block.tags(ofRelation: index)
            witnesses.take(tags)
            turns.take(block, index, tags)
        }
    }
}

/// Streets of an extract, ready to be built into networks.
public struct Streets: Sendable {
    public var map: RoadMap
    public var uses: [RoadProfile: RoadUse]
    /// Name of each way, empty where it has none.
    public var names: [String]
    /// Where traffic keeps, but on ways that say otherwise.
    public var side: TrafficSide
}

extension RoadCollector {
    public func finish() -> Streets {
        let order = sortedPlaces()
        var used = [Int32](repeating: -1, count: nodeIDs.count)
        var map = RoadMap()
        map.wayStarts = wayStarts
        map.wayNodes.reserveCapacity(wayNodes.count)
        for id in wayNodes {
            guard let place = find(id, order) else {
                map.wayNodes.append(-1)
                continue
            }
            if used[place] < 0 {
                used[place] = Int32(map.latitudes.count)
                map.latitudes.append(latitudes[place])
                map.longitudes.append(longitudes[place])
            }
            map.wayNodes.append(used[place])
        }
        let wayNumber = Dictionary(
            zip(wayIDs, wayIDs.indices.map { Int32($0) }), uniquingKeysWith: { first, _ in first })
        let side = self.side ?? witnesses.side(line: map.line, middle: map.middle)
        let keepsLeft = Set((0..<Int32(wayIDs.count)).filter { (sides[$0] ?? side) == .left })
        var uses: [RoadProfile: RoadUse] = [:]
        for profile in RoadProfile.allCases {
            var use = RoadUse()
            use.forward = speeds[profile]?.map(\.0) ?? []
            use.backward = speeds[profile]?.map(\.1) ?? []
            use.rank = ranks
            use.waiting = profile.waiting
            for (place, closed) in barriers where used[place] >= 0 && closed.contains(profile) {
                use.blocked.insert(used[place])
            }
            if profile != .foot {
                for (place, delay) in lights where used[place] >= 0 { use.delays[used[place]] = delay }
            }
            use.keepsLeft = keepsLeft
            turns.add(to: &use, profile, way: { wayNumber[$0] }) { node in
                find(node, order).flatMap { used[$0] < 0 ? nil : used[$0] }
            }
            uses[profile] = use
        }
        return Streets(map: map, uses: uses, names: names, side: side)
    }

    /// Places of the nodes by id; `nil` where the file had them sorted.
    private func sortedPlaces() -> [Int32]? {
        let isSorted = zip(nodeIDs, nodeIDs.dropFirst()).allSatisfy { $0 < $1 }
        return isSorted ? nil : nodeIDs.indices.map { Int32($0) }.sorted { nodeIDs[Int($0)] < nodeIDs[Int($1)] }
    }

    private func find(_ id: Int64, _ order: [Int32]?) -> Int? {
        var (from, to) = (0, nodeIDs.count)
        while from < to {
            let middle = (from + to) / 2
            let place = order.map { Int($0[middle]) } ?? middle
            if nodeIDs[place] < id { from = middle + 1 } else { to = middle }
        }
        guard from < nodeIDs.count else { return nil }
        let place = order.map { Int($0[from]) } ?? from
        return nodeIDs[place] == id ? place : nil
    }
}

extension RoadMap {
    /// Of its points, in degrees.
    fileprivate var middle: (latitude: Double, longitude: Double) {
        func mean(_ numbers: [Int32]) -> Double {
            numbers.isEmpty ? 0 : numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count) / 1e7
        }
        return (mean(latitudes), mean(longitudes))
    }

    /// The known points of a way.
    fileprivate func line(ofWay way: Int) -> [(latitude: Int32, longitude: Int32)] {
        wayNodes[Int(wayStarts[way])..<Int(wayStarts[way + 1])].filter { $0 >= 0 }
            .map { (latitudes[Int($0)], longitudes[Int($0)]) }
    }
}
