/// What became of a segment's documents since it was written: newer offers and payloads. Kept in pieces of a thousand
/// documents, so that a change copies one piece and not the whole.
struct Amendments: Sendable {
    struct Entry: Sendable, Equatable {
        var offers: [BranchOffer]
        /// `nil`: as the segment has it.
        var payload: [UInt8]?
    }

    private static let shift = 10
    private var pieces: [[UInt32: Entry]] = []
    /// Bits of the documents that have an entry; empty when none has.
    private var bits: [UInt64] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    func has(_ document: Int) -> Bool {
        count > 0 && bits[document >> 6] >> UInt64(document & 63) & 1 == 1
    }

    @inline(__always)
    func entry(_ document: Int) -> Entry? {
        has(document) ? pieces[document >> Self.shift][UInt32(document)] : nil
    }

    /// Puts an entry (`nil` takes it away) for one of `documents` documents.
    mutating func put(_ entry: Entry?, _ document: Int, of documents: Int) {
        if pieces.isEmpty {
            if entry == nil { return }
            pieces = Array(repeating: [:], count: documents >> Self.shift + 1)
            bits = Array(repeating: 0, count: (documents + 63) / 64)
        }
        count += (entry == nil ? 0 : 1) - (has(document) ? 1 : 0)
        pieces[document >> Self.shift][UInt32(document)] = entry
        let bit = 1 << UInt64(document & 63) as UInt64
        if entry == nil { bits[document >> 6] &= ~bit } else { bits[document >> 6] |= bit }
    }

    /// All entries, by document.
    var all: [(document: Int, entry: Entry)] {
        pieces.flatMap { piece in
            piece.map { (Int($0.key), $0.value) }.sorted { $0.0 < $1.0 }
        }
    }
}
