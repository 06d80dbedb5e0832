import Cities
import Glibc
import MapTiles
import Vocabulary

/// A town's map, of one edition.
package struct TownSheet: Sendable {
    package let edition: String
    package let map: TownMap
}

extension Places {
    /// The map of a town. Throws `PlacesProblem.noMap` where no extract was imported.
    package func sheet(of city: City) throws(PlacesProblem) -> TownSheet {
        guard let town = atlas[city.slug], let map = town.map else { throw .noMap }
        return TownSheet(edition: town.edition, map: map)
    }
}

extension TownMap {
    /// The map of an edition's folder; `nil` where it holds none. Throws `MapFault` where it is damaged.
    convenience init?(in folder: String) throws {
        let path = folder + "/" + MapLayer.file
        guard access(path, F_OK) == 0 else { return nil }
        let file = try MappedFile(path: path)
        try self.init(file.bytes, owner: file)
    }
}

extension MapPoint {
    package init(_ place: Place) { self = Mercator.place(latitude: place.latitude, longitude: place.longitude) }
}
