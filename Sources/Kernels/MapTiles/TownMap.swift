/// A town's map: streets, water, green, buildings and names, ready to be drawn at any zoom from 11 to 18.
///
/// Its bytes are one block of flat arrays, used where they lie. Immutable, so any number of threads may draw at once.
public final class TownMap: @unchecked Sendable {
    public static let zooms = 11...18

    private let owner: AnyObject?
    let featureCount: Int
    let points: UnsafeBufferPointer<Int32>
    let levels: UnsafeBufferPointer<UInt8>
    let partStarts: UnsafeBufferPointer<Int32>
    let partZooms: UnsafeBufferPointer<UInt8>
    let classes: UnsafeBufferPointer<UInt8>
    let featureZooms: UnsafeBufferPointer<UInt8>
    let boxes: UnsafeBufferPointer<Int32>
    let featureParts: UnsafeBufferPointer<Int32>
    let blockBoxes: UnsafeBufferPointer<Int32>
    let blockZooms: UnsafeBufferPointer<UInt8>
    let labelStarts: UnsafeBufferPointer<Int32>
    let labelPoints: UnsafeBufferPointer<Int32>
    let labelTurns: UnsafeBufferPointer<Int16>
    let labelKinds: UnsafeBufferPointer<UInt8>
    let labelTexts: UnsafeBufferPointer<Int32>
    let textStarts: UnsafeBufferPointer<Int32>
    let textBytes: UnsafeBufferPointer<UInt8>
    /// Where something is drawn.
    public let box: MapBox
    /// Where most of it lies.
    public let heart: MapBox

    /// `bytes` begin at a multiple of 8, do not change, and live as long as `owner`.
    public init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) throws(MapFault) {
        let reader = try MapFile.Reader(bytes)
        self.owner = owner
        let counts = reader.numbers(.counts, as: Int64.self)
        featureCount = Int(counts[0])
        heart = MapBox(
            west: Int32(counts[4]), north: Int32(counts[5]), east: Int32(counts[6]), south: Int32(counts[7]))
        points = reader.numbers(.points)
        levels = reader.numbers(.levels)
        partStarts = reader.numbers(.partStarts)
        partZooms = reader.numbers(.partZooms)
        classes = reader.numbers(.classes)
        featureZooms = reader.numbers(.zooms)
        boxes = reader.numbers(.boxes)
        featureParts = reader.numbers(.featureParts)
        blockBoxes = reader.numbers(.blockBoxes)
        blockZooms = reader.numbers(.blockZooms)
        labelStarts = reader.numbers(.labelStarts)
        labelPoints = reader.numbers(.labelPoints)
        labelTurns = reader.numbers(.labelTurns)
        labelKinds = reader.numbers(.labelKinds)
        labelTexts = reader.numbers(.labelTexts)
        textStarts = reader.numbers(.textStarts)
        textBytes = reader.numbers(.textBytes)
        var box = MapBox.empty
        for at in stride(from: 0, to: blockBoxes.count, by: 4) { box.add(blockBoxes.box(at / 4)) }
        self.box = box
    }

    /// A map in memory of its own.
    public convenience init(_ bytes: [UInt8]) throws(MapFault) {
        let copy = HeapBytes(bytes)
        try self.init(copy.bytes, owner: copy)
    }

    /// How large it is, in words.
    public var summary: String { "\(featureCount) things, \(levels.count) points, \(labelKinds.count) names" }
}

/// Bytes at a fixed address.
private final class HeapBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ array: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(array.count, 8), alignment: 8)
        copy.copyBytes(from: array)
        bytes = UnsafeRawBufferPointer(rebasing: copy[..<array.count])
    }

    deinit { bytes.deallocate() }
}

extension UnsafeBufferPointer<Int32> {
    func box(_ index: Int) -> MapBox {
        MapBox(west: self[4 * index], north: self[4 * index + 1], east: self[4 * index + 2], south: self[4 * index + 3])
    }
}
