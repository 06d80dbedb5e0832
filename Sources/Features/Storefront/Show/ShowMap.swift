import Cities
import MapTiles
import Places
import Retailers
import Vocabulary

extension Storefront {
    /// The shops of the town where they are: on a map and, for all, in a list.
    func map(_ visit: Visit) async throws -> MapPage {
        let entries = try await retailers.everything(in: visit.city)
        let map = try? places?.sheet(of: visit.city).map
        let heart = map?.heart ?? .empty
        let (first, last) = (
            Mercator.degrees(MapPoint(x: heart.west, y: heart.south)),
            Mercator.degrees(MapPoint(x: heart.east, y: heart.north))
        )
        let base = "/v1/cities/\(visit.city.slug)"
        let count = visit.wording.grouped(entries.count)
        return MapPage(
            heading: visit.wording.text(.mapHeading, ["city": visit.city.name]), lead: visit.wording[.mapLead],
            summary: entries.count == 1 ? visit.wording[.oneShop] : visit.wording.text(.shopCount, ["count": count]),
            shops: entries.map { ShopCard($0, visit) }, hasMap: map != nil, overview: base + "/map/overview.svg",
            picture: visit.wording.text(.mapPicture, ["city": visit.city.name]), tiles: base + "/map/{z}/{x}/{y}.svg",
            features: base + "/retailers.geojson", shopBase: "/cities/\(visit.city.slug)/shops/",
            shopQuery: visit.links.chosen.map { "?lang=" + $0.rawValue } ?? "",
            box: [first.latitude, first.longitude, last.latitude, last.longitude].map { "\($0)" }.joined(
                separator: ","),
            attribution: MapStyle.attribution, leafletStyle: pages.leafletStyle.address,
            leafletScript: pages.leafletScript.address, script: pages.mapScript.address)
    }
}
