/// How a segment lies in its bytes: a header, then sections, each beginning at a multiple of eight. Little-endian.
///
/// Header: magic, format version, analysis version, number of documents, checksum, then
/// (offset, length in bytes) of each section.
enum SegmentFormat {
    static let magic: UInt64 = 0x3147_4553_5446_524C  // "LRFTSEG1"
    static let version: UInt32 = 2
    static let headerBytes = 32 + 16 * Section.allCases.count

    enum Section: Int, CaseIterable {
        case ids, flags, kinds, ages, popularity, languages
        case titleEnds, titles, categoryIDs, categoryEnds, categories, payloadEnds, payloads
        case branchIDs, offerEnds, offers
        case formEnds, forms, formSlots, formCounts, formKeyEnds, formKeys, displayEnds, displays
        case keyEnds, keys, keySlots, keyCounts, keyChunkEnds, chunks, postingDocuments, postingImpacts
        case typoBuckets, typoForms
    }

    /// An offer in a segment: 12 bytes. `branch` is the number in the segment's branch table, stock in the top bit.
    struct OfferRecord {
        var branch: UInt32
        var price_cents: Int32
        /// `Int32.max` for none.
        var unitPrice_cents: Int32

        static let inStock: UInt32 = 1 << 31
    }

    /// Up to 65,536 documents' worth of one key's postings: where they begin, which chunk, the highest impact.
    struct Chunk {
        var start: UInt32
        var number: UInt16
        var highest: UInt8
        var spare: UInt8 = 0
    }

    /// The checksum of a whole segment: of everything behind the header's fixed fields, and of the number of documents.
    static func checksum(segment: UnsafeRawBufferPointer) -> UInt64 {
        let documents = segment.load(fromByteOffset: 16, as: UInt64.self)
        return checksum(UnsafeRawBufferPointer(rebasing: segment[32...])) ^ documents &* 0x9e37_79b9_7f4a_7c15
    }

    /// Detects damage, not malice: four lanes of multiply and rotate over 8-byte words.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
            let m = (lane ^ word) &* 0x9e37_79b9_7f4a_7c15
            return m << 31 | m >> 33
        }
        let words = bytes.count / 8
        var at = 0
        while at + 4 <= words {
            lanes.0 = mix(lanes.0, bytes.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self))
            lanes.1 = mix(lanes.1, bytes.loadUnaligned(fromByteOffset: at * 8 + 8, as: UInt64.self))
            lanes.2 = mix(lanes.2, bytes.loadUnaligned(fromByteOffset: at * 8 + 16, as: UInt64.self))
            lanes.3 = mix(lanes.3, bytes.loadUnaligned(fromByteOffset: at * 8 + 24, as: UInt64.self))
            at += 4
        }
        var rest = at * 8
        while rest < bytes.count {
            lanes.0 = mix(lanes.0, UInt64(bytes[rest]))
            rest += 1
        }
        return mix(mix(mix(mix(UInt64(bytes.count), lanes.0), lanes.1), lanes.2), lanes.3)
    }
}
