/// Streets of one kind of vehicle, ready for questions: fastest ways, matrices, what lies within reach.
///
/// Its bytes are one block of flat arrays, used where they lie: a mapped file needs no reading. Immutable, so any
/// number of threads may ask at once, each with a `Search` of its own.
public final class RoadNetwork: @unchecked Sendable {
    let owner: AnyObject?
    let chainStarts: UnsafePointer<Int32>
    let latitudes: UnsafePointer<Int32>
    let longitudes: UnsafePointer<Int32>
    let along: UnsafePointer<Int32>
    let against: UnsafePointer<Int32>
    let lengths: UnsafePointer<Int32>
    let waitAlong: UnsafePointer<Int32>
    let waitAgainst: UnsafePointer<Int32>
    /// By piece, whether traffic keeps left.
    let keepsLeft: UnsafePointer<Int8>
    /// Beginning and end of arcs in ranks; arc `2 * chain` runs along it, the next against; then come copies of such
    /// arcs, then links without length.
    let arcTails: UnsafePointer<Int32>
    let arcHeads: UnsafePointer<Int32>
    let arcSlots: UnsafePointer<Int32>
    /// By arc of a chain: where a journey ends that ends on it.
    let arcEntries: UnsafePointer<Int32>
    /// The arc that each copy is one of.
    let arcsCopied: UnsafePointer<Int32>
    /// A point of a chain where each rank lies.
    let places: UnsafePointer<Int32>
    let upStarts: UnsafePointer<Int32>
    let upHeads: UnsafePointer<Int32>
    let parents: UnsafePointer<Int32>
    let grid: PieceGrid
    /// The weights of an ordinary day.
    public let usual: RoadWeights

    public let chainCount: Int
    public let vertexCount: Int
    public let pointCount: Int
    let arcCount: Int
    let copyCount: Int
    let upCount: Int

    /// `bytes` begin at a multiple of 8, do not change, and live as long as `owner`. Throws `NetworkFault`.
    public init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) throws(NetworkFault) {
        let reader = try ColumnReader(bytes)
        func column(_ column: Column) -> UnsafePointer<Int32> { reader.numbers(column, as: Int32.self).nonNil }
        self.owner = owner
        let counts = reader.numbers(.counts, as: Int64.self)
        chainCount = Int(counts[0])
        vertexCount = Int(counts[1])
        pointCount = Int(counts[2])
        arcCount = Int(counts[3])
        upCount = Int(counts[4])
        copyCount = Int(counts[5])
        chainStarts = column(.chainStarts)
        latitudes = column(.latitudes)
        longitudes = column(.longitudes)
        along = column(.along)
        against = column(.against)
        lengths = column(.lengths)
        waitAlong = column(.waitAlong)
        waitAgainst = column(.waitAgainst)
        keepsLeft = reader.numbers(.keepsLeft, as: Int8.self).nonNil
        arcTails = column(.arcTails)
        arcHeads = column(.arcHeads)
        arcSlots = column(.arcSlots)
        arcEntries = column(.arcEntries)
        arcsCopied = column(.arcsCopied)
        places = column(.places)
        upStarts = column(.upStarts)
        upHeads = column(.upHeads)
        parents = column(.parents)
        grid = PieceGrid(reader)
        usual = RoadWeights(reader, owner: owner)
    }

    /// A network in memory of its own. Throws `NetworkFault`.
    public convenience init(_ bytes: [UInt8]) throws(NetworkFault) {
        let copy = HeapBytes(bytes)
        try self.init(copy.bytes, owner: copy)
    }
}

/// Bytes at a fixed address.
private final class HeapBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ array: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: array.count, alignment: 64)
        copy.copyBytes(from: array)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}

extension UnsafeBufferPointer {
    /// The address, some address for a column without numbers.
    var nonNil: UnsafePointer<Element> { baseAddress ?? UnsafePointer(bitPattern: 64)! }
}

extension RoadNetwork {
    /// The chain's arc that an arc is or is a copy of; `nil` for a link.
    @inline(__always)
    func original(_ arc: Int) -> Int? {
        let plain = 2 * chainCount
        if arc < plain { return arc }
        return arc < plain + copyCount ? Int(arcsCopied[arc - plain]) : nil
    }

    /// How large it is, in words.
    public var summary: String {
        "\(chainCount) streets between \(vertexCount) junctions, \(pointCount) points, \(upCount) edges"
    }
}
