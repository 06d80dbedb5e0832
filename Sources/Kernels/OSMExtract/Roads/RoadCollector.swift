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
    private var bans: [RoadProfile: [RawBan]] = [:]

    private struct RawBan {
        let from: Int64
        let via: Int64
        let to: Int64
        let isOnly: Bool
    }

    public init() {}

    public mutating func take(_ block: ExtractBlock) {
        takeNodes(block)
        takeWays(block)
        takeRelations(block)
    }

    private mutating func takeNodes(_ block: ExtractBlock) {
        for index in block.nodes.ids.indices {
            let tags = block.tags(ofNode: index)
            if tags.isEmpty { continue }
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
            if tags["highway"] == nil, tags["man_made"] == nil { continue }
            let own = RoadProfile.allCases.map { RoadSpeed(tags, for: $0) }
            guard own.contains(where: { $0 != .none }) else { continue }
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
            guard tags["type"]?.hasPrefix("restriction") == true else { continue }
            let members = block.relations.members[block.relations.starts[index]..<block.relations.starts[index + 1]]
            func one(_ role: String, _ kind: ExtractBlock.Member.Kind) -> [Int64] {
                members.filter { $0.kind == kind && block.role(of: $0) == role }.map(\.id)
            }
            let via = one("via", .node)
            guard via.count == 1 else { continue }
            for profile in RoadProfile.allCases {
                guard let rule = Self.rule(tags, profile) else { continue }
                for from in one("from", .way) {
                    for to in one("to", .way) {
                        let ban = RawBan(from: from, via: via[0], to: to, isOnly: rule.hasPrefix("only_"))
                        bans[profile, default: []].append(ban)
                    }
                }
            }
        }
    }

    /// The restriction of a profile: its own, or the common one unless it is excepted.
    private static func rule(_ tags: Tags, _ profile: RoadProfile) -> String? {
        for word in profile.restrictionWords {
            if let own = tags["restriction:" + word] { return own }
        }
        guard profile != .foot, let common = tags["restriction"] else { return nil }
        if let type = tags["type"], let own = type.split(separator: ":").dropFirst().first,
            !profile.restrictionWords.contains(String(own))
        {
            return nil
        }
        let except = tags["except"]?.split(separator: ";").map { $0.filter { $0 != " " } } ?? []
        if except.contains(where: { profile.restrictionWords.contains($0) }) { return nil }
        // A rule for one time of day is no rule for every hour.
        return common.hasPrefix("no_") || common.hasPrefix("only_") ? common : nil
    }
}

/// Streets of an extract, ready to be built into networks.
public struct Streets: Sendable {
    public var map: RoadMap
    public var uses: [RoadProfile: RoadUse]
    /// Name of each way, empty where it has none.
    public var names: [String]
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
            for ban in bans[profile] ?? [] {
                guard let from = wayNumber[ban.from], let to = wayNumber[ban.to], let place = find(ban.via, order),
                    used[place] >= 0
                else { continue }
                use.bans.append(TurnBan(fromWay: from, viaNode: used[place], toWay: to, isOnly: ban.isOnly))
            }
            uses[profile] = use
        }
        return Streets(map: map, uses: uses, names: names)
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
