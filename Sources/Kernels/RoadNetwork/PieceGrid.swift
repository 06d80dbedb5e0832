/// Finds the pieces of streets near a point: squares of about a hundred metres, each with its pieces.
struct PieceGrid {
    /// South-west corner, size of a square in 1e-7 degrees, number of squares to the east and to the north.
    private let south: Int32
    private let west: Int32
    private let height: Int32
    private let width: Int32
    let columns: Int
    let rows: Int
    private let starts: UnsafePointer<Int32>
    /// The first point of each piece; the next point is its other end.
    private let pieces: UnsafePointer<Int32>
    /// The chain of each piece, in the same order.
    private let chains: UnsafePointer<Int32>

    private static let metres = 120.0

    init(_ reader: ColumnReader) {
        let cells = reader.numbers(.cells, as: Int32.self)
        (south, west, height, width) = (cells[0], cells[1], cells[2], cells[3])
        (columns, rows) = (Int(cells[4]), Int(cells[5]))
        starts = reader.numbers(.cellStarts, as: Int32.self).nonNil
        let all = reader.numbers(.cellPieces, as: Int32.self)
        pieces = all.nonNil
        chains = all.nonNil + all.count / 2
    }

    static func write(_ all: Chains, where isOpen: [Bool], to writer: inout ColumnWriter) {
        let latitudes = all.points.map { all.latitudes[Int($0)] }
        let longitudes = all.points.map { all.longitudes[Int($0)] }
        let south = latitudes.min() ?? 0
        let west = longitudes.min() ?? 0
        let shrink = max(0.01, Ground.shrink(Double(south)))
        var height = metres / Ground.metresPerUnit
        // A wide extract gets larger squares, so that empty land costs little.
        let spans = (Double((latitudes.max() ?? 0)) - Double(south), Double((longitudes.max() ?? 0)) - Double(west))
        let squares = (spans.0 / height + 1) * (spans.1 * shrink / height + 1)
        let most = Double(max(1000, 2 * all.points.count))
        if squares > most { height *= (squares / most).squareRoot() }
        let width = Int32(height / shrink)
        let (columns, rows) = (Int(spans.1) / Int(width) + 1, Int(spans.0) / Int(height) + 1)
        writer.add(.cells, [south, west, Int32(height), width, Int32(columns), Int32(rows)])
        var entries: [(cell: Int32, piece: Int32, chain: Int32)] = []
        for chain in 0..<all.count where isOpen[chain] {
            for at in Int(all.starts[chain])..<(Int(all.starts[chain + 1]) - 1) {
                let x = [longitudes[at], longitudes[at + 1]].map { (Int($0) - Int(west)) / Int(width) }
                let y = [latitudes[at], latitudes[at + 1]].map { (Int($0) - Int(south)) / Int(Int32(height)) }
                for row in min(y[0], y[1])...max(y[0], y[1]) {
                    for column in min(x[0], x[1])...max(x[0], x[1]) {
                        entries.append((Int32(row * columns + column), Int32(at), Int32(chain)))
                    }
                }
            }
        }
        entries.sort { ($0.cell, $0.piece) < ($1.cell, $1.piece) }
        var starts = [Int32](repeating: 0, count: columns * rows + 1)
        for entry in entries { starts[Int(entry.cell) + 1] += 1 }
        for cell in 0..<(columns * rows) { starts[cell + 1] += starts[cell] }
        writer.add(.cellStarts, starts)
        writer.add(.cellPieces, entries.map(\.piece) + entries.map(\.chain))
    }

    /// The square of a point, also outside the grid.
    @inline(__always)
    func cell(latitude: Double, longitude: Double) -> (column: Int, row: Int) {
        let column = ((longitude - Double(west)) / Double(width)).rounded(.down)
        let row = ((latitude - Double(south)) / Double(height)).rounded(.down)
        return (Int(column), Int(row))
    }

    /// Height of a square in metres; its width is nearly the same.
    var metres: Double { Double(height) * Ground.metresPerUnit }

    @inline(__always)
    func forEach(column: Int, row: Int, _ body: (_ piece: Int, _ chain: Int) -> Void) {
        guard column >= 0, row >= 0, column < columns, row < rows else { return }
        let cell = row * columns + column
        for index in Int(starts[cell])..<Int(starts[cell + 1]) { body(Int(pieces[index]), Int(chains[index])) }
    }
}
