import Cities
import OSMExtract
import RoadNetwork
import Vocabulary

extension Places {
    /// The streets of a town for a profile as they are now. Throws `PlacesProblem.noRoads` where none were imported.
    package func roads(of city: City, for profile: RoadProfile) throws(PlacesProblem) -> ProfileRoads {
        guard let roads = atlas[city.slug]?.profiles[profile] else { throw .noRoads }
        return roads
    }

    /// The streets of a town for all profiles; `nil` where none were imported.
    package func roads(of city: City) -> [RoadProfile: ProfileRoads]? { atlas[city.slug]?.profiles }

    /// Takes over the editions that were imported since the last look. Answers the towns that changed, and those whose
    /// files cannot be used, with the reason; those keep what they had.
    func lookForEditions(of cities: [City]) -> (taken: [String], faults: [String: String]) {
        var taken: [String] = []
        var faults: [String: String] = [:]
        for city in cities {
            guard let edition = shelf.current(of: city.slug), atlas[city.slug]?.edition != edition else { continue }
            do {
                atlas[city.slug] = try TownRoads(edition: edition, folder: shelf.path(edition, of: city.slug))
                taken.append(city.slug)
            } catch {
                faults[city.slug] = "\(error)"
            }
        }
        return (taken, faults)
    }

    /// Maps every town's files once, for a start that must not answer before.
    package func open() async throws {
        let all = try await cities.all()
        _ = lookForEditions(of: all)
        for city in all {
            try await heedConditions(of: city)
            try await heedCorrections(of: city.id)
        }
    }
}
