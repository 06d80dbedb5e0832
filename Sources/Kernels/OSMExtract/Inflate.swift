import CZlib

/// A stream of deflated bytes (zlib or gzip) being unpacked.
final class Inflate {
    private var stream = z_stream()
    private var isOpen: Bool
    private(set) var isDone = false

    init() {
        // 32: zlib's and gzip's headers are told apart by themselves.
        isOpen = inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit { if isOpen { inflateEnd(&stream) } }

    /// Unpacks from `input`, beginning at `at`, at most `room` bytes; moves `at` behind what was used.
    /// `nil` where the bytes are damaged.
    func unpack(_ input: [UInt8], at: inout Int, room: Int) -> [UInt8]? {
        guard isOpen else { return nil }
        var status = Z_OK
        let output = input.withUnsafeBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self).advanced(by: at)
                stream.next_in = UnsafeMutablePointer(mutating: start)
                stream.avail_in = UInt32(bytes.count - at)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(room)
                status = inflate(&stream, Z_NO_FLUSH)
                at = bytes.count - Int(stream.avail_in)
                count = room - Int(stream.avail_out)
            }
        }
        if status == Z_STREAM_END { isDone = true }
        return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR ? output : nil
    }

    /// Begins anew, for the next member of a gzip file.
    func restart() {
        isDone = false
        inflateReset(&stream)
    }

    /// A whole zlib stream of known length. `nil` where it is damaged, longer or shorter.
    static func whole(_ input: [UInt8], length: Int) -> [UInt8]? {
        let inflate = Inflate()
        var at = 0
        guard let output = inflate.unpack(input, at: &at, room: length + 1) else { return nil }
        return inflate.isDone && output.count == length ? output : nil
    }
}

extension ByteSource {
    /// The bytes of a gzip file, unpacked piece by piece.
    func gunzipped() -> ByteSource {
        let inflate = Inflate()
        var input: [UInt8] = []
        var at = 0
        var hasBegun = false
        return ByteSource(total: nil) { wanted in
            while true {
                if at == input.count {
                    input = try self.read(1 << 16)
                    at = 0
                    if input.isEmpty {
                        if hasBegun, !inflate.isDone { throw ExtractFault(.file, "the gzip stream ends too early") }
                        return []
                    }
                }
                if inflate.isDone { inflate.restart() }
                hasBegun = true
                guard let output = inflate.unpack(input, at: &at, room: wanted) else {
                    throw ExtractFault(.file, "the gzip stream is damaged")
                }
                if !output.isEmpty { return output }
            }
        }
    }
}
