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
}

/// The networks of one town, of one edition.
struct TownRoads: Sendable {
    let edition: String
    let profiles: [RoadProfile: ProfileRoads]

    /// Maps the files of an edition.
    init(edition: String, folder: String) throws {
        self.edition = edition
        var profiles: [RoadProfile: ProfileRoads] = [:]
        for profile in RoadProfile.allCases {
            let file = try MappedFile(path: folder + "/" + RoadLayer.file(profile))
            profiles[profile] = ProfileRoads(try RoadNetwork(file.bytes, owner: file))
        }
        self.profiles = profiles
    }
}
