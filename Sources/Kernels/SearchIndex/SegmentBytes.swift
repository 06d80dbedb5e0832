/// Bytes a segment stands on, and who keeps them alive: memory of our own, or a file the caller has mapped.
public final class SegmentBytes: @unchecked Sendable {
    // Unchecked: the bytes are never written after init, and `release` runs once, in deinit.
    public let bytes: UnsafeRawBufferPointer
    private let release: (UnsafeRawBufferPointer) -> Void

    /// Copies the bytes.
    public init(_ bytes: [UInt8]) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
        room.copyBytes(from: bytes)
        self.bytes = UnsafeRawBufferPointer(room)
        release = { UnsafeMutableRawBufferPointer(mutating: $0).deallocate() }
    }

    /// Uses the caller's bytes, which must stay as they are until `release` is called; aligned to eight bytes at least.
    public init(mapped bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
        self.bytes = bytes
        self.release = release
    }

    deinit { release(bytes) }
}

/// Why bytes are no segment of ours.
public enum SegmentProblem: Error, Equatable {
    case tooShort, notASegment, otherVersion, otherAnalysis, damaged
}
