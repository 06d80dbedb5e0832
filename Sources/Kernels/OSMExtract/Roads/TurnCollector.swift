import RoadNetwork

/// Turns that relations ban or prescribe, by profile.
struct TurnCollector {
    private var bans: [RoadProfile: [RawBan]] = [:]

    private struct RawBan {
        let from: Int64
        let over: Over
        let to: Int64
        let isOnly: Bool
    }

    /// What lies between.
    private enum Over {
        case node(Int64)
        case ways([Int64])
    }

    mutating func take(_ block: ExtractBlock, _ index: Int, _ tags: Tags) {
        guard tags["type"]?.hasPrefix("restriction") == true else { return }
        let members = block.relations.members[block.relations.starts[index]..<block.relations.starts[index + 1]]
        func all(_ role: String, _ kind: ExtractBlock.Member.Kind) -> [Int64] {
            members.filter { $0.kind == kind && block.role(of: $0) == role }.map(\.id)
        }
        let (nodes, ways) = (all("via", .node), all("via", .way))
        let over: Over
        switch (nodes.count, ways.count) {
        case (1, 0): over = .node(nodes[0])
        case (0, 1...Self.mostWays): over = .ways(ways)
        default: return
        }
        for profile in RoadProfile.allCases {
            guard let rule = Self.rule(tags, profile) else { continue }
            for from in all("from", .way) {
                for to in all("to", .way) {
                    let ban = RawBan(from: from, over: over, to: to, isOnly: rule.hasPrefix("only_"))
                    bans[profile, default: []].append(ban)
                }
            }
        }
    }

    /// A ban over more ways than that is none that a sign could tell.
    private static let mostWays = 12

    func add(
        to use: inout RoadUse, _ profile: RoadProfile, way: (Int64) -> Int32?, node: (Int64) -> Int32?
    ) {
        for ban in bans[profile] ?? [] {
            guard let from = way(ban.from), let to = way(ban.to) else { continue }
            switch ban.over {
            case .node(let id):
                guard let via = node(id) else { continue }
                use.bans.append(TurnBan(fromWay: from, viaNode: via, toWay: to, isOnly: ban.isOnly))
            case .ways(let ids):
                let via = ids.compactMap(way)
                guard via.count == ids.count else { continue }
                use.wayBans.append(WayBan(fromWay: from, viaWays: via, toWay: to, isOnly: ban.isOnly))
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
