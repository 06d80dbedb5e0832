/// An immutable part of an index: documents, dictionaries and postings, read straight from bytes.
final class Segment: Sendable {
    let storage: SegmentBytes
    let count: Int
    nonisolated(unsafe) let ids: UnsafeBufferPointer<DocumentID>
    nonisolated(unsafe) let flags: UnsafeBufferPointer<UInt64>
    nonisolated(unsafe) let kinds: UnsafeBufferPointer<UInt8>
    nonisolated(unsafe) let ages: UnsafeBufferPointer<UInt8>
    nonisolated(unsafe) let popularity: UnsafeBufferPointer<UInt8>
    nonisolated(unsafe) let languages: UnsafeBufferPointer<UInt8>
    /// Form numbers of each document in reading order, field in the top bits.
    let titles: PackedRows<UInt32>
    nonisolated(unsafe) let categoryIDs: UnsafeBufferPointer<DocumentID>
    let categories: PackedRows<UInt32>
    let payloads: PackedRows<UInt8>
    nonisolated(unsafe) let branchIDs: UnsafeBufferPointer<DocumentID>
    let offers: PackedRows<SegmentFormat.OfferRecord>
    let forms: PackedRows<UInt8>
    nonisolated(unsafe) let formCounts: UnsafeBufferPointer<UInt32>
    let formKeys: PackedRows<UInt32>
    let displays: PackedRows<UInt8>
    let keys: PackedRows<UInt8>
    nonisolated(unsafe) let keyCounts: UnsafeBufferPointer<UInt32>
    let chunks: PackedRows<SegmentFormat.Chunk>
    nonisolated(unsafe) let postingDocuments: UnsafeBufferPointer<UInt16>
    nonisolated(unsafe) let postingImpacts: UnsafeBufferPointer<UInt8>
    let typos: TypoTable
    /// Bits of the documents' languages.
    let allLanguages: UInt16
    nonisolated(unsafe) let formSlots: UnsafeBufferPointer<UInt32>
    nonisolated(unsafe) let keySlots: UnsafeBufferPointer<UInt32>

    /// Opens bytes. `checks` off skips the checksum (bytes just written by us).
    init(_ storage: SegmentBytes, checks: Bool = true) throws(SegmentProblem) {
        self.storage = storage
        let raw = storage.bytes
        guard raw.count >= SegmentFormat.headerBytes else { throw .tooShort }
        guard raw.load(as: UInt64.self) == SegmentFormat.magic else { throw .notASegment }
        guard raw.load(fromByteOffset: 8, as: UInt32.self) == SegmentFormat.version else { throw .otherVersion }
        guard raw.load(fromByteOffset: 12, as: UInt32.self) == Analyser.version else { throw .otherAnalysis }
        let sum = raw.load(fromByteOffset: 24, as: UInt64.self)
        if checks && SegmentFormat.checksum(segment: raw) != sum { throw .damaged }
        let documents = raw.load(fromByteOffset: 16, as: UInt64.self)
        guard documents <= raw.count else { throw .damaged }
        count = Int(documents)
        var isInside = true
        func part<T>(_ section: SegmentFormat.Section, _ type: T.Type) -> UnsafeBufferPointer<T> {
            let at = 32 + 16 * section.rawValue
            let offset = raw.load(fromByteOffset: at, as: UInt64.self)
            let length = raw.load(fromByteOffset: at + 8, as: UInt64.self)
            guard offset <= raw.count, length <= UInt64(raw.count) - offset, offset % 8 == 0,
                Int(length) % MemoryLayout<T>.stride == 0
            else {
                isInside = false
                return UnsafeBufferPointer(start: nil, count: 0)
            }
            return UnsafeRawBufferPointer(rebasing: raw[Int(offset)..<Int(offset + length)])
                .assumingMemoryBound(to: T.self)
        }
        ids = part(.ids, DocumentID.self)
        flags = part(.flags, UInt64.self)
        kinds = part(.kinds, UInt8.self)
        ages = part(.ages, UInt8.self)
        popularity = part(.popularity, UInt8.self)
        languages = part(.languages, UInt8.self)
        titles = .init(ends: part(.titleEnds, UInt32.self), values: part(.titles, UInt32.self))
        categoryIDs = part(.categoryIDs, DocumentID.self)
        categories = .init(ends: part(.categoryEnds, UInt32.self), values: part(.categories, UInt32.self))
        payloads = .init(ends: part(.payloadEnds, UInt32.self), values: part(.payloads, UInt8.self))
        branchIDs = part(.branchIDs, DocumentID.self)
        offers = .init(
            ends: part(.offerEnds, UInt32.self), values: part(.offers, SegmentFormat.OfferRecord.self))
        forms = .init(ends: part(.formEnds, UInt32.self), values: part(.forms, UInt8.self))
        formCounts = part(.formCounts, UInt32.self)
        formKeys = .init(ends: part(.formKeyEnds, UInt32.self), values: part(.formKeys, UInt32.self))
        displays = .init(ends: part(.displayEnds, UInt32.self), values: part(.displays, UInt8.self))
        keys = .init(ends: part(.keyEnds, UInt32.self), values: part(.keys, UInt8.self))
        keyCounts = part(.keyCounts, UInt32.self)
        chunks = .init(ends: part(.keyChunkEnds, UInt32.self), values: part(.chunks, SegmentFormat.Chunk.self))
        postingDocuments = part(.postingDocuments, UInt16.self)
        postingImpacts = part(.postingImpacts, UInt8.self)
        allLanguages = languages.reduce(0) { $0 | 1 << UInt16($1 & 15) }
        typos = TypoTable(buckets: part(.typoBuckets, UInt32.self), forms: part(.typoForms, UInt32.self))
        formSlots = part(.formSlots, UInt32.self)
        keySlots = part(.keySlots, UInt32.self)
        guard isInside else { throw .damaged }
        if checks { try SegmentCheck.check(self) }
    }

    /// What is in it, as a name for a file: size and checksum.
    var name: String {
        String(storage.bytes.count, radix: 36) + "-"
            + String(storage.bytes.load(fromByteOffset: 24, as: UInt64.self), radix: 36)
    }

    /// The document's number: ids are sorted.
    func document(_ id: DocumentID) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < count && ids[low] == id ? low : nil
    }

    /// The form's number, -1 when it is not there.
    func form(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int { forms.find(word, hash, formSlots) }

    /// The key's number, -1 when it is not there.
    func key(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int { keys.find(word, hash, keySlots) }
}

/// Rows of different lengths, read from a segment's bytes.
struct PackedRows<Element>: @unchecked Sendable {
    // Unchecked: points into the bytes its segment keeps alive and nobody writes.
    let ends: UnsafeBufferPointer<UInt32>
    let values: UnsafeBufferPointer<Element>

    var count: Int { ends.count }

    @inline(__always)
    subscript(_ row: Int) -> UnsafeBufferPointer<Element> {
        let start = row == 0 ? 0 : Int(ends[row - 1])
        return UnsafeBufferPointer(start: values.baseAddress.map { $0 + start }, count: Int(ends[row]) - start)
    }
}

extension PackedRows<UInt8> {
    /// The row that is this word, by hash; -1 when none is.
    func find(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slots: UnsafeBufferPointer<UInt32>) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if Bytes.areEqual(self[number], word) { return number }
            slot = (slot + 1) & mask
        }
        return -1
    }

    /// The first row not below the word, rows being sorted.
    func lowerBound(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if Bytes.isLess(self[middle], word) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first row behind `start` that does not begin with the prefix.
    func end(ofPrefix prefix: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let row = self[middle]
            let head = UnsafeBufferPointer(rebasing: row[0..<Swift.min(row.count, prefix.count)])
            if Bytes.compare(head, prefix) <= 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
