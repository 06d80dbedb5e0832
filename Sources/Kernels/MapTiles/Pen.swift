/// Writes one path of SVG, all steps relative to where the pen is.
struct Pen {
    private(set) var bytes: [UInt8] = []
    private var at = GridPoint(x: 0, y: 0)
    private var begin = GridPoint(x: 0, y: 0)

    var isEmpty: Bool { bytes.isEmpty }

    /// A ring of three points or more, without its first point again; points that are equal to the one before count
    /// once. What is too small to show is left out.
    mutating func ring(_ points: borrowing [GridPoint]) {
        let (mark, was) = (bytes.count, at)
        move(points[0])
        var steps = 0
        for index in 1..<points.count where points[index] != at {
            step(points[index])
            steps += 1
        }
        guard steps > 1 else {
            bytes.removeSubrange(mark...)
            at = was
            return
        }
        bytes.append(UInt8(ascii: "z"))
        at = begin
    }

    @inline(__always)
    mutating func move(_ point: GridPoint) {
        bytes.append(UInt8(ascii: "m"))
        integer(point.x &- at.x, isFirst: true)
        integer(point.y &- at.y, isFirst: false)
        at = point
        begin = point
    }

    @inline(__always)
    mutating func step(_ point: GridPoint) {
        integer(point.x &- at.x, isFirst: false)
        integer(point.y &- at.y, isFirst: false)
        at = point
    }

    /// A piece of a line: goes on where the pen is, else moves there.
    @inline(__always)
    mutating func piece(_ from: GridPoint, _ to: GridPoint, goesOn: Bool) {
        if !goesOn { move(from) }
        if to != at { step(to) }
    }

    @inline(__always)
    private mutating func integer(_ value: Int32, isFirst: Bool) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) } else if !isFirst { bytes.append(UInt8(ascii: " ")) }
        let magnitude = value.magnitude
        if magnitude < 10 {
            bytes.append(UInt8(truncatingIfNeeded: 48 &+ magnitude))
        } else if magnitude < 100 {
            bytes.append(UInt8(truncatingIfNeeded: 48 &+ magnitude / 10))
            bytes.append(UInt8(truncatingIfNeeded: 48 &+ magnitude % 10))
        } else {
            bytes += String(magnitude).utf8
        }
    }
}
