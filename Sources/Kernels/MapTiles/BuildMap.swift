extension TownMap {
    /// Features that are looked at together.
    static let blockSize = 32

    /// Puts a sketch in order: features by the zoom at which they begin and by where they lie, points by the zoom that
    /// needs them, names where there is room.
    public static func build(_ sketch: MapSketch) -> [UInt8] {
        var writer = MapFile.Writer()
        let order = sketch.features.indices.map { Ordered(sketch, $0) }.filter { $0.zoom < 19 }.sorted()
        let texts = writeLabels(sketch, &writer)
        var points: [MapPoint] = []
        var (levels, partZooms): ([UInt8], [UInt8]) = ([], [])
        var (partStarts, featureParts): ([Int32], [Int32]) = ([0], [0])
        for feature in order {
            for part in sketch.features[feature.index].parts where feature.partZooms[part] ?? 19 < 19 {
                let range = Int(sketch.partStarts[part])..<Int(sketch.partStarts[part + 1])
                let isRing = feature.kind.isArea
                for (point, level) in zip(
                    sketch.points[range], KeepLevels.levels(of: sketch.points[range], isRing: isRing))
                where level < 19 {
                    points.append(point)
                    levels.append(level)
                }
                partStarts.append(Int32(points.count))
                partZooms.append(feature.partZooms[part] ?? 19)
            }
            featureParts.append(Int32(partZooms.count))
        }
        let blocks = stride(from: 0, to: order.count, by: blockSize).map {
            order[$0..<min($0 + blockSize, order.count)]
        }
        let heart = heart(of: order)
        writer.add(
            .counts, ([order.count, partZooms.count, points.count, texts] + heart.map { Int($0) }).map { Int64($0) })
        writer.add(.points, points.flatMap { [$0.x, $0.y] })
        writer.add(.levels, levels)
        writer.add(.partStarts, partStarts)
        writer.add(.partZooms, partZooms)
        writer.add(.classes, order.map(\.kind.rawValue))
        writer.add(.zooms, order.map(\.zoom))
        writer.add(.boxes, order.flatMap { $0.box.numbers })
        writer.add(.featureParts, featureParts)
        writer.add(
            .blockBoxes, blocks.flatMap { $0.reduce(into: MapBox.empty) { $0.add($1.box) }.numbers })
        writer.add(.blockZooms, blocks.map { $0.map(\.zoom).min() ?? 19 })
        return writer.finish()
    }

    /// Where most of it lies: ways and areas that reach far beyond the town do not count.
    private static func heart(of features: [Ordered]) -> [Int32] {
        guard !features.isEmpty else { return MapBox.empty.numbers }
        func share(_ numbers: [Int32], _ percent: Int) -> Int32 {
            numbers[min(numbers.count - 1, numbers.count * percent / 100)]
        }
        let (west, east) = (features.map(\.box.west).sorted(), features.map(\.box.east).sorted())
        let (north, south) = (features.map(\.box.north).sorted(), features.map(\.box.south).sorted())
        return [share(west, 2), share(north, 2), share(east, 98), share(south, 98)]
    }

    /// Answers how many texts there are.
    private static func writeLabels(_ sketch: MapSketch, _ writer: inout MapFile.Writer) -> Int {
        var placer = LabelPlacer()
        placer.place(sketch)
        let labels = placer.labels.sorted { ($0.zoom, $0.point.y, $0.point.x) < ($1.zoom, $1.point.y, $1.point.x) }
        var numbers: [String: Int32] = [:]
        var (textStarts, textBytes): ([Int32], [UInt8]) = ([0], [])
        let texts = labels.map { label in
            if let known = numbers[label.text] { return known }
            let number = Int32(numbers.count)
            numbers[label.text] = number
            textBytes += label.text.utf8
            textStarts.append(Int32(textBytes.count))
            return number
        }
        writer.add(.labelStarts, (11...19).map { zoom in Int32(labels.count { $0.zoom < zoom }) })
        writer.add(.labelPoints, labels.flatMap { [$0.point.x, $0.point.y] })
        writer.add(.labelTurns, labels.map(\.turn))
        writer.add(.labelKinds, labels.map(\.kind.rawValue))
        writer.add(.labelTexts, texts)
        writer.add(.textStarts, textStarts)
        writer.add(.textBytes, textBytes)
        return numbers.count
    }
}

extension MapBox {
    fileprivate var numbers: [Int32] { [west, north, east, south] }
}

/// A feature with its place in the file.
private struct Ordered: Comparable {
    let index: Int
    let kind: MapClass
    let zoom: UInt8
    let box: MapBox
    /// By part.
    let partZooms: [Int: UInt8]
    private let curve: UInt64

    init(_ sketch: MapSketch, _ index: Int) {
        let feature = sketch.features[index]
        var (box, zooms) = (MapBox.empty, [Int: UInt8]())
        for part in feature.parts {
            let points = sketch.points[Int(sketch.partStarts[part])..<Int(sketch.partStarts[part + 1])]
            let own = MapBox(around: points)
            box.add(own)
            zooms[part] = Self.firstZoom(feature.kind, Array(points), own)
        }
        (self.index, self.box, kind, partZooms) = (index, box, feature.kind, zooms)
        zoom = zooms.values.min() ?? 19
        curve = Self.curve(UInt32(box.west) / 2 + UInt32(box.east) / 2, UInt32(box.north) / 2 + UInt32(box.south) / 2)
    }

    /// 19 where no zoom shows it.
    private static func firstZoom(_ kind: MapClass, _ points: [MapPoint], _ box: MapBox) -> UInt8 {
        guard kind.isArea else { return UInt8(kind.firstZoom) }
        let area = abs(MapSketch.doubleArea(points)) / 2
        let first = kind == .building ? 14 : 11
        for zoom in first...18 {
            let pixel = 2 * KeepLevels.tolerance(at: zoom)
            // Below zoom 15 a town is its large buildings.
            let least = kind == .building && zoom < 15 ? 150 : kind.leastPixels
            if area >= least * pixel * pixel { return UInt8(zoom) }
        }
        return 19
    }

    /// A place on Morton's curve: near on it is near on the ground.
    private static func curve(_ x: UInt32, _ y: UInt32) -> UInt64 {
        func spread(_ value: UInt32) -> UInt64 {
            var bits = UInt64(value)
            bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
            bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
            bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
            bits = (bits | bits << 2) & 0x3333_3333_3333_3333
            return (bits | bits << 1) & 0x5555_5555_5555_5555
        }
        return spread(x) | spread(y) << 1
    }

    static func < (one: Ordered, other: Ordered) -> Bool {
        (one.zoom, one.curve, one.index) < (other.zoom, other.curve, other.index)
    }

    static func == (one: Ordered, other: Ordered) -> Bool { one.index == other.index }
}
