/// Reads an extract of OpenStreetMap block by block: PBF, or XML (`.osm`), either also inside gzip.
///
/// Memory stays at one block, whatever the file's size. Full history and change files are refused: they do not say how
/// things are.
///
///     let reader = try ExtractReader(ByteSource(path: "town.osm.pbf"))
///     while let block = try reader.next() { … }
public struct ExtractReader {
    private enum Format {
        case pbf(PBFBlocks)
        case xml(XMLBlocks)
    }

    private let format: Format
    private let progress: Progress
    /// Bytes of the file there are, where that is known.
    public var totalBytes: Int? { progress.total }
    /// Bytes of the file read so far.
    public var readBytes: Int { progress.read }

    private final class Progress {
        var read = 0
        let total: Int?
        init(total: Int?) { self.total = total }
    }

    /// Looks at the first bytes. Throws `ExtractFault`.
    public init(_ source: ByteSource) throws {
        let progress = Progress(total: source.total)
        self.progress = progress
        let counted = ByteSource(total: source.total) { most in
            let bytes = try source.read(most)
            progress.read += bytes.count
            return bytes
        }
        var stream = ByteStream(counted)
        if try stream.peek(2).elementsEqual([0x1f, 0x8b]) {
            var packed = stream
            stream = ByteStream(ByteSource(total: nil) { try packed.some($0) }.gunzipped())
        }
        let head = try stream.peek(4)
        if let first = head.first(where: { !" \n\r\t\u{FEFF}".utf8.contains($0) }), first == UInt8(ascii: "<") {
            format = .xml(XMLBlocks(stream))
        } else if head.count == 4, head.first == 0 {
            format = .pbf(PBFBlocks(stream))
        } else {
            throw ExtractFault(.file, head.isEmpty ? "is empty" : "is neither OpenStreetMap PBF nor XML")
        }
    }

    /// The next block, or `nil` at the end. Throws `ExtractFault`; nothing can be read after that.
    public func next() throws -> ExtractBlock? {
        switch format {
        case .pbf(let blocks): try blocks.next()
        case .xml(let blocks): try blocks.next()
        }
    }
}
