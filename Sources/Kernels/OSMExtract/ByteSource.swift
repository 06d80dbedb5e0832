import Glibc

/// Where an extract's bytes come from: a file, or memory.
public struct ByteSource {
    /// All bytes there will be, where that is known.
    public let total: Int?
    private let pull: (Int) throws -> [UInt8]

    /// `pull` gives at most so many bytes, none at the end.
    public init(total: Int?, pull: @escaping (Int) throws -> [UInt8]) {
        self.total = total
        self.pull = pull
    }

    public init(_ bytes: [UInt8]) {
        var at = 0
        self.init(total: bytes.count) { wanted in
            let end = min(bytes.count, at + wanted)
            defer { at = end }
            return Array(bytes[at..<end])
        }
    }

    /// A regular file, open as long as the source lives. Throws `ExtractFault`.
    public init(path: String) throws {
        let file = try OpenFile(path)
        self.init(total: file.size) { try file.read($0) }
    }

    /// At most so many bytes; none at the end.
    public func read(_ most: Int) throws -> [UInt8] { try pull(most) }
}

/// A descriptor that closes itself.
private final class OpenFile {
    private let descriptor: Int32
    let size: Int

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ExtractFault(.file, String(cString: strerror(errno))) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ExtractFault(.file, "is no regular file")
        }
        size = Int(facts.st_size)
    }

    deinit { close(descriptor) }

    func read(_ most: Int) throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = Glibc.read(descriptor, buffer.baseAddress, most)
            if count < 0 { count = 0 }
        }
        if bytes.isEmpty, most > 0, lseek(descriptor, 0, SEEK_CUR) < size {
            throw ExtractFault(.file, "cannot be read: " + String(cString: strerror(errno)))
        }
        return bytes
    }
}
