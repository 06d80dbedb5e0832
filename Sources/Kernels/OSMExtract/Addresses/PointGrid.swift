import Glibc

/// Points in square cells, to find the nearest of them.
public struct PointGrid: Sendable {
    private let points: [GroundPoint]
    private let cells: [Int64: Range<Int32>]
    private let order: [Int32]
    private let side: Int32
    /// How much shorter a degree of longitude is in the middle of the points.
    private let squeeze: Double
    private static let metresPerUnit = 6_371_008.8 * .pi / 180 / 1e7

    /// Cells of so many metres a side.
    public init(_ points: [GroundPoint], cellMetres: Double = 200) {
        self.points = points
        side = Int32(cellMetres / Self.metresPerUnit)
        let middle = points.isEmpty ? 0 : points.reduce(0.0) { $0 + Double($1.latitude) } / Double(points.count) / 1e7
        squeeze = max(0.01, cos(middle * .pi / 180))
        var keys = points.indices.map { (cell: Int64(0), point: Int32($0)) }
        for at in keys.indices { keys[at].cell = Self.cell(points[at], side, squeeze).key }
        keys.sort { ($0.cell, $0.point) < ($1.cell, $1.point) }
        order = keys.map(\.point)
        var cells: [Int64: Range<Int32>] = [:]
        var start = 0
        for at in keys.indices where at + 1 == keys.count || keys[at + 1].cell != keys[at].cell {
            cells[keys[at].cell] = Int32(start)..<Int32(at + 1)
            start = at + 1
        }
        self.cells = cells
    }

    private struct Cell {
        let row: Int32
        let column: Int32
        var key: Int64 { Int64(row) << 32 | Int64(UInt32(bitPattern: column)) }
    }

    private static func cell(_ point: GroundPoint, _ side: Int32, _ squeeze: Double) -> Cell {
        Cell(
            row: Int32((Double(point.latitude) / Double(side)).rounded(.down)),
            column: Int32((Double(point.longitude) * squeeze / Double(side)).rounded(.down)))
    }

    public func metres(_ from: GroundPoint, _ to: GroundPoint) -> Double {
        let north = Double(from.latitude) - Double(to.latitude)
        let east = (Double(from.longitude) - Double(to.longitude)) * squeeze
        return (north * north + east * east).squareRoot() * Self.metresPerUnit
    }

    /// The nearest point within so many metres that passes, with its distance.
    public func nearest(
        to place: GroundPoint, within most: Double, where passes: (Int) -> Bool = { _ in true }
    ) -> (index: Int, metres: Double)? {
        let middle = Self.cell(place, side, squeeze)
        let metresPerCell = Double(side) * Self.metresPerUnit
        var best: (index: Int, metres: Double)?
        for ring in 0...Int32((most / metresPerCell).rounded(.up)) {
            // A ring's points are at least so far away.
            if let best, best.metres <= Double(ring - 1) * metresPerCell { break }
            for row in -ring...ring {
                let isEdge = abs(row) == ring
                for column in stride(from: -ring, through: ring, by: isEdge || ring == 0 ? 1 : Int(2 * ring)) {
                    let cell = Cell(row: middle.row &+ row, column: middle.column &+ column)
                    guard let range = cells[cell.key] else { continue }
                    for at in range {
                        let index = Int(order[Int(at)])
                        let distance = metres(place, points[index])
                        if distance <= most, distance < best?.metres ?? .infinity, passes(index) {
                            best = (index, distance)
                        }
                    }
                }
            }
        }
        return best
    }
}
