/// The town's map with its shops.
struct MapPage: Sendable {
    let heading: String
    let lead: String
    let summary: String
    let shops: [ShopCard]
    let hasMap: Bool
    let overview: String
    /// What the picture shows, for who does not see it.
    let picture: String
    /// Where squares of the map are, as map libraries write it.
    let tiles: String
    let features: String
    /// What stands before and behind the id in a shop's address.
    let shopBase: String
    let shopQuery: String
    /// South, west, north, east.
    let box: String
    let attribution: String
    let leafletStyle: String
    let leafletScript: String
    let script: String
}

extension MapPage: Headed { var headline: String { heading } }
