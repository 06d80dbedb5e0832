import Foundation
import MapTiles
import OSMExtract
import RoadNetwork
import Synchronization
import Vocabulary

/// The road networks of all towns as they are now; readers take one and keep it for their question.
final class Atlas: Sendable {
    private let towns = Mutex<[String: TownRoads]>([:])

    subscript(slug: String) -> TownRoads? {
        get { towns.withLock { $0[slug] } }
        set { towns.withLock { $0[slug] = newValue } }
    }

    /// Puts changed roads in the place of those they were made from; a newer edition meanwhile stays.
    func replace(_ slug: String, _ old: TownRoads, by new: TownRoads) {
        towns.withLock { if $0[slug]?.edition == old.edition { $0[slug] = new } }
    }
}

/// The networks of one town, of one edition, with what holds on its streets now.
struct TownRoads: Sendable {
    let edition: String
    let profiles: [RoadProfile: ProfileRoads]
    /// What the town looks like; `nil` in an edition of a program that drew none.
    let map: TownMap?
    /// `nil` in an edition of before there were addresses.
    let addresses: TownAddresses?
    private let conditions: [RoadProfile: [RoadCondition]]

    /// Maps the files of an edition.
    init(edition: String, folder: String) throws {
        var profiles: [RoadProfile: ProfileRoads] = [:]
        for profile in RoadProfile.allCases {
            let file = try MappedFile(path: folder + "/" + RoadLayer.file(profile))
            profiles[profile] = ProfileRoads(try RoadNetwork(file.bytes, owner: file))
        }
        let path = folder + "/" + AddressFile.name
        let addresses = FileManager.default.fileExists(atPath: path) ? try TownAddresses(path: path) : nil
        self.init(edition, profiles, try TownMap(in: folder), addresses, [:])
    }

    private init(
        _ edition: String, _ profiles: [RoadProfile: ProfileRoads], _ map: TownMap?, _ addresses: TownAddresses?,
        _ conditions: [RoadProfile: [RoadCondition]]
    ) {
        (self.edition, self.profiles, self.conditions) = (edition, profiles, conditions)
        (self.map, self.addresses) = (map, addresses)
    }

    /// The same streets under other conditions; `nil` where nothing changes.
    func under(_ conditions: [RoadProfile: [RoadCondition]]) -> TownRoads? {
        guard conditions != self.conditions else { return nil }
        var profiles = profiles
        for (profile, roads) in profiles where conditions[profile] != self.conditions[profile] {
            let weights = roads.network.weights(under: conditions[profile] ?? [])
            profiles[profile] = ProfileRoads(roads.network, weights)
        }
        return TownRoads(edition, profiles, map, addresses, conditions)
    }
}
