import OSMExtract

/// One thing that is made from an extract. All layers see every block of the one pass through the file; then each
/// writes its files into the folder of the new edition.
protocol ExtractLayer {
    mutating func take(_ block: ExtractBlock)

    /// `report` hears what was made.
    mutating func finish(into folder: String, report: (String) -> Void) throws
}

extension Places {
    /// What a town is made of.
    func layers(side: TrafficSide?) -> [any ExtractLayer] { [RoadLayer(side: side), MapLayer(), AddressLayer()] }
}
