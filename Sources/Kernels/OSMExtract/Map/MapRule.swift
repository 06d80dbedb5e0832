import MapTiles

extension Tags {
    /// What the map draws a way or an area as; `nil` for what it does not show. A closed way is an area where its tags
    /// say so.
    func mapClass(isClosed: Bool) -> MapClass? {
        if isEmpty { return nil }
        if isClosed, let area = mapArea { return area }
        return mapLine
    }

    private var mapArea: MapClass? {
        if let building = self["building"] { return building == "no" ? nil : .building }
        if let highway = self["highway"] {
            let isPlaza = self["area"] == "yes" || highway == "rest_area" || highway == "platform"
            return isPlaza ? .plaza : nil
        }
        if self["area"] == "no" || self["location"] == "underground" { return nil }
        if let natural = self["natural"], let kind = Self.natural[natural] { return kind }
        if self["waterway"].map({ ["riverbank", "dock"].contains($0) }) == true { return .water }
        if let use = self["landuse"], let kind = Self.landuse[use] { return kind }
        if let leisure = self["leisure"], let kind = Self.leisure[leisure] { return kind }
        if self["amenity"].map({ ["grave_yard", "school", "kindergarten", "university", "hospital"].contains($0) })
            == true
        {
            return self["amenity"] == "grave_yard" ? .park : .residential
        }
        return self["place"] == "square" ? .plaza : nil
    }

    private static let natural: [String: MapClass] = [
        "water": .water, "bay": .water, "wood": .forest, "scrub": .forest, "grassland": .grass, "heath": .grass,
        "wetland": .grass,
    ]
    private static let landuse: [String: MapClass] = [
        "forest": .forest, "reservoir": .water, "basin": .water, "grass": .grass, "meadow": .grass,
        "village_green": .park, "recreation_ground": .park, "cemetery": .park, "allotments": .grass,
        "orchard": .grass, "vineyard": .grass, "plant_nursery": .grass, "flowerbed": .grass, "farmland": .farmland,
        "farmyard": .residential, "residential": .residential, "industrial": .industrial, "commercial": .industrial,
        "retail": .industrial, "railway": .industrial, "garages": .residential,
    ]
    private static let leisure: [String: MapClass] = [
        "park": .park, "garden": .park, "golf_course": .park, "playground": .pitch,
        "pitch": .pitch, "track": .pitch, "stadium": .pitch, "sports_centre": .grass, "swimming_pool": .water,
        "dog_park": .grass,
    ]

    private var mapLine: MapClass? {
        if let highway = self["highway"] { return Self.highways[highway] }
        if let rail = self["railway"] {
            if self["tunnel"] == "yes" { return nil }
            switch rail {
            case "rail", "light_rail", "narrow_gauge", "funicular": return self["service"] == nil ? .rail : .tram
            case "tram", "subway", "monorail": return .tram
            default: return nil
            }
        }
        guard let waterway = self["waterway"], self["tunnel"] == nil else { return nil }
        switch waterway {
        case "river", "canal": return .river
        case "stream", "ditch", "drain", "brook": return .stream
        default: return nil
        }
    }

    private static let highways: [String: MapClass] = [
        "motorway": .motorway, "motorway_link": .motorway, "trunk": .trunk, "trunk_link": .trunk,
        "primary": .primary, "primary_link": .primary, "secondary": .secondary, "secondary_link": .secondary,
        "tertiary": .tertiary, "tertiary_link": .tertiary, "residential": .street, "unclassified": .street,
        "living_street": .street, "road": .street, "pedestrian": .pedestrian, "service": .service, "track": .track,
        "footway": .path, "cycleway": .path, "path": .path, "steps": .path, "bridleway": .path,
    ]
}

extension MapSketch.Spot.Rank {
    /// How important the place of a tag `place=…` is; `nil` for what a town's map does not name.
    init?(place: String) {
        switch place {
        case "city": self = .city
        case "town": self = .town
        case "village": self = .village
        case "suburb", "borough": self = .suburb
        case "quarter": self = .quarter
        case "hamlet": self = .hamlet
        case "neighbourhood", "isolated_dwelling", "locality": self = .corner
        default: return nil
        }
    }
}
