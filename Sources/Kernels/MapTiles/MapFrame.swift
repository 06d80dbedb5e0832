/// A rectangle to draw: at a zoom, from a corner of Mercator's square, in quarters of a pixel.
public struct MapFrame: Sendable, Equatable {
    public static let unitsPerPixel = 4
    static let tileUnits = 1024

    public let zoom: Int
    /// The corner, in units of the square.
    let west: Int
    let north: Int
    /// In quarters of a pixel.
    let width: Int
    let height: Int

    /// The frame of a tile of 256 pixels. `nil` where there is no such tile.
    public init?(zoom: Int, column: Int, row: Int) {
        guard TownMap.zooms.contains(zoom), (0..<1 << zoom).contains(column), (0..<1 << zoom).contains(row) else {
            return nil
        }
        self.zoom = zoom
        west = column << (Mercator.bits - zoom)
        north = row << (Mercator.bits - zoom)
        (width, height) = (Self.tileUnits, Self.tileUnits)
    }

    /// A picture of so many pixels around a box, with `margin` pixels left free, as near as that allows.
    public init(around box: MapBox, width: Int, height: Int, margin: Int, zooms: ClosedRange<Int> = TownMap.zooms) {
        let (across, down) = (Int(box.east) - Int(box.west), Int(box.south) - Int(box.north))
        let fits = zooms.reversed().first { zoom in
            let shift = Mercator.bits - 8 - zoom
            return across >> shift <= width - 2 * margin && down >> shift <= height - 2 * margin
        }
        zoom = fits ?? zooms.lowerBound
        (self.width, self.height) = (width * Self.unitsPerPixel, height * Self.unitsPerPixel)
        let shift = Self.shift(zoom)
        west = max(0, (Int(box.west) + Int(box.east)) / 2 - (self.width << shift) / 2)
        north = max(0, (Int(box.north) + Int(box.south)) / 2 - (self.height << shift) / 2)
    }

    private static func shift(_ zoom: Int) -> Int { Mercator.bits - 10 - zoom }

    /// Units of the square in a quarter of a pixel, as a power of two.
    var shift: Int { Self.shift(zoom) }

    /// What it shows, and so many quarters of a pixel around.
    func box(margin: Int) -> MapBox {
        MapBox(
            west: Int32(clamping: west - margin << shift), north: Int32(clamping: north - margin << shift),
            east: Int32(clamping: west + (width + margin) << shift),
            south: Int32(clamping: north + (height + margin) << shift))
    }

    @inline(__always)
    func place(_ x: Int32, _ y: Int32) -> GridPoint {
        GridPoint(
            x: Int32(truncatingIfNeeded: (Int(x) - west) >> shift),
            y: Int32(truncatingIfNeeded: (Int(y) - north) >> shift))
    }
}

/// A place in a frame, in quarters of a pixel from its corner.
struct GridPoint: Equatable {
    var x: Int32
    var y: Int32
}

extension MapFrame {
    /// Columns and rows of the tiles that touch a box.
    public static func tiles(covering box: MapBox, zoom: Int) -> [(column: Int, row: Int)] {
        guard !box.isEmpty else { return [] }
        let shift = Mercator.bits - zoom
        return (Int(box.north) >> shift...Int(box.south) >> shift).flatMap { row in
            (Int(box.west) >> shift...Int(box.east) >> shift).map { (column: $0, row: row) }
        }
    }
}
