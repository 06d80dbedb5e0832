import Glibc

extension TownMap {
    /// The names that touch a frame, by kind.
    func names(in frame: MapFrame) -> [[Name]] {
        var found = [[Name]](repeating: [], count: MapLabel.Kind.allCases.count)
        let (first, end) = (Int(labelStarts[frame.zoom - 11]), Int(labelStarts[frame.zoom - 10]))
        // No name is longer than that; each is looked at more closely below.
        let near = frame.box(margin: 1000)
        for label in row(near.north, first, end)..<end {
            let (x, y) = (labelPoints[2 * label], labelPoints[2 * label + 1])
            if y > near.south { break }
            guard x >= near.west, x <= near.east, let kind = MapLabel.Kind(rawValue: labelKinds[label]) else {
                continue
            }
            let text = Int(labelTexts[label])
            let bytes = textBytes[Int(textStarts[text])..<Int(textStarts[text + 1])]
            let name = Name(at: frame.place(x, y), turn: Int(labelTurns[label]), text: bytes)
            if name.touches(frame, kind) { found[Int(kind.rawValue)].append(name) }
        }
        return found
    }

    /// The first label of a zoom that is not north of `north`.
    private func row(_ north: Int32, _ first: Int, _ end: Int) -> Int {
        var (from, to) = (first, end)
        while from < to {
            let middle = (from + to) / 2
            if labelPoints[2 * middle + 1] < north { from = middle + 1 } else { to = middle }
        }
        return from
    }
}

/// A name in a frame.
struct Name {
    let at: GridPoint
    /// Tenths of a degree.
    let turn: Int
    let text: Slice<UnsafeBufferPointer<UInt8>>

    /// Whether a letter or its rim may be seen.
    func touches(_ frame: MapFrame, _ kind: MapLabel.Kind) -> Bool {
        let size = kind.pixels * Double(MapFrame.unitsPerPixel)
        let half = Double(text.count { $0 & 0xC0 != 0x80 }) * 0.62 * size / 2 + 12
        let angle = Double(turn) * .pi / 1800
        let (across, down) = (abs(cos(angle)) * half + size, abs(sin(angle)) * half + size)
        let (x, y) = (Double(at.x), Double(at.y))
        return x + across > 0 && x - across < Double(frame.width) && y + down > 0 && y - down < Double(frame.height)
    }
}

extension Drawing {
    func labels(_ svg: inout SVGText) {
        for (kind, names) in zip(MapLabel.Kind.allCases, map.names(in: frame)) where !names.isEmpty {
            svg.literal(#"<g class="n"#)
            svg.integer(Int(kind.rawValue))
            svg.literal(#"" font-size=""#)
            svg.integer(Int(kind.pixels * 4))
            svg.literal(#"">"#)
            for name in names { text(name, lift: Int(kind.pixels * 1.4), &svg) }
            svg.literal("</g>")
        }
    }

    private func text(_ name: Name, lift: Int, _ svg: inout SVGText) {
        svg.literal(#"<text transform="translate("#)
        svg.integer(Int(name.at.x))
        svg.literal(" ")
        svg.integer(Int(name.at.y))
        svg.literal(")")
        if name.turn != 0 {
            svg.literal("rotate(")
            svg.integer((name.turn + (name.turn < 0 ? -5 : 5)) / 10)
            svg.literal(")")
        }
        svg.literal(#"" y=""#)
        svg.integer(lift)
        svg.literal(#"">"#)
        svg.escaped(name.text)
        svg.literal("</text>")
    }

    func draw(_ overlay: MapOverlay, _ svg: inout SVGText) {
        var pen = Pen()
        for line in overlay.way {
            let points = line.map { frame.place($0.x, $0.y) }
            guard let first = points.first, points.count > 1 else { continue }
            pen.move(first)
            for (from, to) in zip(points, points.dropFirst()) where from != to { pen.step(to) }
        }
        guard !pen.isEmpty else { return }
        svg.literal(#"<path class="w" d=""#)
        svg.raw(pen.bytes)
        svg.literal(#""/>"#)
    }

    /// Numbers in circles, the first on top; where the way begins, a square.
    func stops(_ overlay: MapOverlay, _ svg: inout SVGText) {
        for stop in overlay.stops.reversed() {
            let at = frame.place(stop.point.x, stop.point.y)
            svg.raw((stop.number.isEmpty ? #"<g class="h" "# : #"<g class="s" "#).utf8)
            svg.raw(#"transform="translate(\#(at.x) \#(at.y))">"#.utf8)
            if stop.number.isEmpty {
                svg.literal(#"<path d="M-32-32h64v64h-64z"/></g>"#)
            } else {
                // One digit or two fit into a circle; more need a lozenge.
                let half = max(40, 14 * stop.number.count + 12)
                svg.raw(#"<rect x="-\#(half)" y="-40" width="\#(2 * half)" height="80" rx="40"/>"#.utf8)
                svg.literal(#"<text y="16" font-size="46">"#)
                svg.escaped(stop.number.utf8)
                svg.literal("</text></g>")
            }
        }
    }

    func caption(_ svg: inout SVGText) {
        svg.raw(#"<text class="c" x="\#(frame.width - 16)" y="\#(frame.height - 20)">"#.utf8)
        svg.escaped(MapStyle.attribution.utf8)
        svg.literal("</text>")
    }
}
