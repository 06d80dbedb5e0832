/// Bytes of a source in exact portions, with the place in the file.
struct ByteStream {
    private let source: ByteSource
    private var buffer: [UInt8] = []
    private var at = 0
    /// Bytes handed out so far.
    private(set) var position = 0

    init(_ source: ByteSource) { self.source = source }

    /// The next bytes without taking them; fewer than `count` at the end.
    mutating func peek(_ count: Int) throws -> ArraySlice<UInt8> {
        try fill(count)
        return buffer[at..<min(buffer.count, at + count)]
    }

    /// Exactly `count` bytes; `nil` where the source ends before.
    mutating func take(_ count: Int) throws -> [UInt8]? {
        try fill(count)
        guard buffer.count - at >= count else { return nil }
        defer {
            at += count
            position += count
        }
        return Array(buffer[at..<(at + count)])
    }

    /// Whatever comes next, at most `count` bytes; none at the end.
    mutating func some(_ count: Int) throws -> [UInt8] {
        try fill(1)
        return try take(min(count, buffer.count - at)) ?? []
    }

    private mutating func fill(_ count: Int) throws {
        guard buffer.count - at < count else { return }
        buffer.removeFirst(at)
        at = 0
        while buffer.count < count {
            let more = try source.read(max(1 << 16, count - buffer.count))
            if more.isEmpty { return }
            buffer += more
        }
    }
}
