extension TownMap {
    /// Draws a frame as SVG. A picture for itself shows whose data it is; a tile says so in its description, and the
    /// page around it shows it.
    public func draw(_ frame: MapFrame, under overlay: MapOverlay? = nil, isPicture: Bool = false) -> [UInt8] {
        var drawing = Drawing(self, frame)
        drawing.collect()
        return drawing.finish(overlay, isPicture)
    }
}

/// A frame being drawn: one pen a class.
struct Drawing {
    let map: TownMap
    let frame: MapFrame
    private let box: MapBox
    private let clip: Clip
    private var pens = [Pen](repeating: Pen(), count: MapClass.allCases.count)
    private var ring: [GridPoint] = []
    private var scratch: [GridPoint] = []

    /// Quarters of a pixel around the frame that are drawn too: half of the widest street.
    private static let margin = 64

    init(_ map: TownMap, _ frame: MapFrame) {
        self.map = map
        self.frame = frame
        box = frame.box(margin: Self.margin)
        clip = Clip(frame, margin: Self.margin)
    }

    mutating func collect() {
        for block in map.blockZooms.indices {
            // Blocks stand in the order of their first zoom.
            if map.blockZooms[block] > frame.zoom { return }
            guard map.blockBoxes.box(block).touches(box) else { continue }
            let first = block * TownMap.blockSize
            for feature in first..<min(first + TownMap.blockSize, map.featureCount)
            where map.featureZooms[feature] <= frame.zoom {
                let own = map.boxes.box(feature)
                guard own.touches(box), let kind = MapClass(rawValue: map.classes[feature]) else { continue }
                for part in Int(map.featureParts[feature])..<Int(map.featureParts[feature + 1])
                where map.partZooms[part] <= frame.zoom {
                    if kind.isArea { area(part, kind, isInside: own.lies(in: box)) } else { line(part, kind) }
                }
            }
        }
    }

    private mutating func area(_ part: Int, _ kind: MapClass, isInside: Bool) {
        ring.removeAll(keepingCapacity: true)
        var sides: UInt8 = 15
        for at in Int(map.partStarts[part])..<Int(map.partStarts[part + 1]) where map.levels[at] <= frame.zoom {
            let point = frame.place(map.points[2 * at], map.points[2 * at + 1])
            if !isInside { sides &= clip.side(point) }
            ring.append(point)
        }
        if !isInside {
            if sides != 0 { return }
            clip.ring(&ring, &scratch)
        }
        if ring.count > 2 { pens[Int(kind.rawValue)].ring(ring) }
    }

    private mutating func line(_ part: Int, _ kind: MapClass) {
        let pen = Int(kind.rawValue)
        var last: GridPoint?
        var lastSide: UInt8 = 0
        var goesOn = false
        for at in Int(map.partStarts[part])..<Int(map.partStarts[part + 1]) where map.levels[at] <= frame.zoom {
            let point = frame.place(map.points[2 * at], map.points[2 * at + 1])
            if point == last { continue }
            let side = clip.side(point)
            if let last {
                if side | lastSide == 0 {
                    pens[pen].piece(last, point, goesOn: goesOn)
                    goesOn = true
                } else if side & lastSide == 0, let (from, to) = clip.piece(last, point) {
                    pens[pen].piece(from, to, goesOn: goesOn && lastSide == 0)
                    goesOn = side == 0
                } else {
                    goesOn = false
                }
            }
            (last, lastSide) = (point, side)
        }
    }

    // MARK: the picture

    func finish(_ overlay: MapOverlay?, _ isPicture: Bool) -> [UInt8] {
        var svg = SVGText(capacity: pens.reduce(8_000) { $0 + $1.bytes.count })
        svg.literal(#"<svg xmlns="http://www.w3.org/2000/svg" width=""#)
        svg.integer(frame.width / MapFrame.unitsPerPixel)
        svg.literal(#"" height=""#)
        svg.integer(frame.height / MapFrame.unitsPerPixel)
        svg.literal(#"" viewBox="0 0 "#)
        svg.integer(frame.width)
        svg.literal(" ")
        svg.integer(frame.height)
        svg.literal(#""><desc>"#)
        svg.escaped(MapStyle.attribution.utf8)
        svg.literal("</desc><style>")
        svg.raw(MapStyle.sheet.utf8)
        svg.literal(#"</style><path class="g" d="M0 0H"#)
        svg.integer(frame.width)
        svg.literal("V")
        svg.integer(frame.height)
        svg.literal(#"H0z"/>"#)
        for kind in MapClass.allCases where kind.isArea { path(kind, &svg) }
        lines(&svg)
        if let overlay { draw(overlay, &svg) }
        labels(&svg)
        if let overlay { stops(overlay, &svg) }
        if isPicture { caption(&svg) }
        svg.literal("</svg>")
        return svg.bytes
    }

    private func path(_ kind: MapClass, _ svg: inout SVGText) {
        let pen = pens[Int(kind.rawValue)]
        guard !pen.isEmpty else { return }
        svg.literal(#"<path class="a"#)
        svg.integer(Int(kind.rawValue))
        svg.literal(#"" d=""#)
        svg.raw(pen.bytes)
        svg.literal(#""/>"#)
    }

    /// First all edges, then all fillings: so streets open into one another.
    private func lines(_ svg: inout SVGText) {
        svg.literal(#"<g class="l">"#)
        let drawn = MapClass.allCases.filter { !$0.isArea && !pens[Int($0.rawValue)].isEmpty }
        let edged = drawn.filter { $0.hasEdge && frame.zoom > 12 }
        if !edged.isEmpty { svg.literal("<defs>") }
        for kind in edged {
            svg.literal(#"<path id="p"#)
            svg.integer(Int(kind.rawValue))
            svg.literal(#"" d=""#)
            svg.raw(pens[Int(kind.rawValue)].bytes)
            svg.literal(#""/>"#)
        }
        if !edged.isEmpty { svg.literal("</defs>") }
        for kind in edged {
            svg.literal(##"<use class="e" href="#p"##)
            svg.integer(Int(kind.rawValue))
            width(kind.quarters(at: frame.zoom) + (frame.zoom > 15 ? 8 : 5), &svg)
        }
        for kind in drawn {
            svg.literal(#"<"#)
            svg.raw(edged.contains(kind) ? "use".utf8 : "path".utf8)
            svg.literal(#" class="a"#)
            svg.integer(Int(kind.rawValue))
            if edged.contains(kind) {
                svg.literal(##"" href="#p"##)
                svg.integer(Int(kind.rawValue))
            } else {
                svg.literal(#"" d=""#)
                svg.raw(pens[Int(kind.rawValue)].bytes)
            }
            if kind == .path { svg.literal(#"" stroke-dasharray="12 12"#) }
            width(kind.quarters(at: frame.zoom), &svg)
        }
        svg.literal("</g>")
    }

    private func width(_ quarters: Int, _ svg: inout SVGText) {
        svg.literal(#"" stroke-width=""#)
        svg.integer(quarters)
        svg.literal(#""/>"#)
    }
}

extension MapBox {
    @inline(__always)
    func touches(_ other: MapBox) -> Bool {
        west <= other.east && other.west <= east && north <= other.south && other.north <= south
    }

    func lies(in other: MapBox) -> Bool {
        west >= other.west && east <= other.east && north >= other.north && south <= other.south
    }
}
