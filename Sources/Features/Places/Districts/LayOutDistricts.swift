import Cities
import OSMExtract
import Postgres
import Vocabulary

extension Places {
    /// Makes a city's districts of the boundaries in an extract, where it has none yet or as `wish` says; tells what
    /// came of it. Districts that are there stay as they are, whoever drew them, so the same extract again changes
    /// nothing.
    ///
    /// Throws `ExtractFault` for a file that cannot be read.
    package func layOutDistricts(
        of city: City, from path: String, _ wish: DistrictWish, by actor: Actor, report: (String) -> Void
    ) async throws {
        let known = try await cities.districts(of: city.id)
        guard known.isEmpty || wish.alsoWhereSomeAre else { return }
        let found = try Boundaries { try ExtractReader(ByteSource(path: path)) }
        guard let kind = wish.kind(among: found.whole) else {
            for broken in found.broken { report("left out: \(broken)") }
            return report("districts: the extract holds no whole ones")
        }
        for broken in found.broken where broken.kind == kind { report("left out: \(broken)") }
        var taken = Set(known.map(\.slug))
        var added = 0
        for boundary in found.whole where boundary.kind == kind {
            let slug = boundary.slug
            if taken.contains(slug) { continue }
            let area: Area
            do throws(BrokenBoundary) { area = try boundary.area } catch {
                report("left out: \(error)")
                continue
            }
            let district = District(id: .make(at: clock.now()), slug: slug, name: boundary.name, area: area)
            _ = try await cities.put(district, at: 0, in: city, by: actor)
            taken.insert(slug)
            added += 1
        }
        report("districts: \(added) added (\(kind)), \(known.count) known")
    }
}

extension Boundary {
    /// Its name as it stands in paths; its number where that has no letters for it.
    fileprivate var slug: String {
        let key = AddressWords.key(name)
        let plain = key.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        let isShaped = plain && (2...63).contains(key.utf8.count) && key.first?.isLetter == true
        return isShaped ? key : "\(origin)".replacing(" ", with: "-").replacing("--", with: "-n")
    }

    /// Throws where it is no area.
    fileprivate var area: Area {
        get throws(BrokenBoundary) {
            guard polygons.count <= 100, polygons.allSatisfy({ $0.count <= 100 }),
                polygons.joined().allSatisfy({ $0.count <= 20_000 })
            else { throw BrokenBoundary(self, "has more points than a district may") }
            let places = polygons.map { $0.map { ring in ring.compactMap(\.place) } }
            do throws(Area.CrossingOutline) { return try Area(assembled: places) } catch {
                let near = error.near
                throw BrokenBoundary(self, "its outline crosses itself near \(near.latitude), \(near.longitude)")
            }
        }
    }
}
