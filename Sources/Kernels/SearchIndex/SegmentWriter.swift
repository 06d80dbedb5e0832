/// Turns a draft into a segment's bytes: dictionaries sorted, postings by key, everything at its offset.
struct SegmentWriter {
    private let draft: SegmentDraft
    private var bytes: [UInt8] = []
    private var sections: [(offset: Int, length: Int)] = Array(
        repeating: (0, 0), count: SegmentFormat.Section.allCases.count)

    init(_ draft: SegmentDraft) { self.draft = draft }

    /// The segment's bytes, checksum included.
    static func bytes(_ draft: SegmentDraft) -> [UInt8] {
        var writer = SegmentWriter(draft)
        writer.bytes = Array(repeating: 0, count: SegmentFormat.headerBytes)
        writer.writeDocuments()
        let formOrder = writer.sorted(draft.forms)
        let keyOrder = writer.sorted(draft.keys)
        writer.writeTitles(formOrder)
        writer.writeForms(formOrder, keyOrder)
        writer.writeKeys(keyOrder)
        writer.writeTypos(formOrder)
        writer.writeHeader()
        return writer.bytes
    }

    private mutating func put<T>(_ section: SegmentFormat.Section, _ values: [T]) {
        while bytes.count % 8 != 0 { bytes.append(0) }
        let start = bytes.count
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        sections[section.rawValue] = (start, bytes.count - start)
    }

    private mutating func writeHeader() {
        while bytes.count % 8 != 0 { bytes.append(0) }
        let sections = sections
        let documents = UInt64(draft.records.count)
        bytes.withUnsafeMutableBytes { raw in
            raw.storeBytes(of: SegmentFormat.magic, toByteOffset: 0, as: UInt64.self)
            raw.storeBytes(of: SegmentFormat.version, toByteOffset: 8, as: UInt32.self)
            raw.storeBytes(of: Analyser.version, toByteOffset: 12, as: UInt32.self)
            raw.storeBytes(of: documents, toByteOffset: 16, as: UInt64.self)
            for (i, section) in sections.enumerated() {
                raw.storeBytes(of: UInt64(section.offset), toByteOffset: 32 + 16 * i, as: UInt64.self)
                raw.storeBytes(of: UInt64(section.length), toByteOffset: 40 + 16 * i, as: UInt64.self)
            }
            let checksum = SegmentFormat.checksum(segment: UnsafeRawBufferPointer(raw))
            raw.storeBytes(of: checksum, toByteOffset: 24, as: UInt64.self)
        }
    }

    private mutating func writeDocuments() {
        let records = draft.records
        put(.ids, records.map(\.id))
        put(.flags, records.map(\.flags))
        put(.kinds, records.map(\.kind.rawValue))
        put(.ages, records.map(\.minimumAge))
        put(.popularity, records.map(\.popularity))
        put(.languages, records.map(\.language.rawValue))
        let categories = Set(draft.categories.values).sorted()
        let categoryNumbers = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, UInt32($0)) })
        put(.categoryIDs, categories)
        put(.categoryEnds, draft.categories.ends)
        put(.categories, draft.categories.values.map { categoryNumbers[$0]! })
        put(.payloadEnds, draft.payloads.ends)
        put(.payloads, draft.payloads.values)
        let branches = Set(draft.offers.values.map(\.branch)).sorted()
        let branchNumbers = Dictionary(uniqueKeysWithValues: branches.enumerated().map { ($1, UInt32($0)) })
        put(.branchIDs, branches)
        put(.offerEnds, draft.offers.ends)
        put(
            .offers,
            draft.offers.values.map {
                SegmentFormat.OfferRecord(
                    branch: branchNumbers[$0.branch]! | ($0.isInStock ? SegmentFormat.OfferRecord.inStock : 0),
                    price_cents: $0.price_cents, unitPrice_cents: $0.unitPrice_cents ?? .max)
            })
    }

    /// The words in byte order: `order[new] = old`.
    private func sorted(_ table: WordTable) -> [Int] {
        table.bytes.withUnsafeBufferPointer { bytes in
            (0..<table.count).sorted { a, b in
                let x = UnsafeBufferPointer(rebasing: bytes[table.range(a)])
                let y = UnsafeBufferPointer(rebasing: bytes[table.range(b)])
                return Bytes.isLess(x, y)
            }
        }
    }

    private func inverse(_ order: [Int]) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: order.count)
        for (new, old) in order.enumerated() { result[old] = UInt32(new) }
        return result
    }

    private mutating func putWords(
        _ ends: SegmentFormat.Section, _ blob: SegmentFormat.Section, _ slots: SegmentFormat.Section,
        _ table: WordTable, _ order: [Int]
    ) {
        var all: [UInt8] = []
        var wordEnds: [UInt32] = []
        for old in order {
            all.append(contentsOf: table.bytes[table.range(old)])
            wordEnds.append(UInt32(all.count))
        }
        put(ends, wordEnds)
        put(blob, all)
        put(slots, SegmentWriter.slots(all, wordEnds))
    }

    /// Open addressing, at most two thirds full: the word's number plus one, 0 for free.
    private static func slots(_ blob: [UInt8], _ ends: [UInt32]) -> [UInt32] {
        var size = 8
        while size * 2 < ends.count * 3 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        blob.withUnsafeBufferPointer { blob in
            for number in ends.indices {
                let start = number == 0 ? 0 : Int(ends[number - 1])
                let hash = WordTable.hash(UnsafeBufferPointer(rebasing: blob[start..<Int(ends[number])]))
                var slot = Int(truncatingIfNeeded: hash) & (size - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
                slots[slot] = UInt32(number + 1)
            }
        }
        return slots
    }

    private mutating func writeTitles(_ formOrder: [Int]) {
        let numbers = inverse(formOrder)
        put(.titleEnds, draft.titles.ends)
        put(.titles, draft.titles.values.map { numbers[Int($0 & Field.mask)] | $0 & ~Field.mask })
    }

    private mutating func writeForms(_ formOrder: [Int], _ keyOrder: [Int]) {
        let keyNumbers = inverse(keyOrder)
        putWords(.formEnds, .forms, .formSlots, draft.forms, formOrder)
        put(.formCounts, formOrder.map { draft.formCounts[$0] })
        var rows = Rows<UInt32>()
        for old in formOrder {
            rows.append(draft.formKeys[old].map { keyNumbers[Int($0.key)] | UInt32($0.weight) << 24 })
        }
        put(.formKeyEnds, rows.ends)
        put(.formKeys, rows.values)
        var displays = Rows<UInt8>()
        for old in formOrder { displays.append(draft.displays[old]) }
        put(.displayEnds, displays.ends)
        put(.displays, displays.values)
    }

    private mutating func writeKeys(_ keyOrder: [Int]) {
        putWords(.keyEnds, .keys, .keySlots, draft.keys, keyOrder)
        put(.keyCounts, keyOrder.map { draft.keyCounts[$0] })
        let count = draft.postingKeys.count
        var starts = [Int](repeating: 0, count: keyOrder.count + 1)
        for key in draft.postingKeys { starts[Int(key) + 1] += 1 }
        var target = [Int](repeating: 0, count: keyOrder.count)
        var total = 0
        for old in keyOrder {
            target[old] = total
            total += starts[old + 1]
        }
        var documents = [UInt16](repeating: 0, count: count)
        var impacts = [UInt8](repeating: 0, count: count)
        var rows = Rows<SegmentFormat.Chunk>()
        var chunkNumbers = [UInt16](repeating: 0, count: count)
        for i in 0..<count {
            let key = Int(draft.postingKeys[i])
            let at = target[key]
            target[key] += 1
            documents[at] = UInt16(truncatingIfNeeded: draft.postingDocuments[i])
            chunkNumbers[at] = UInt16(draft.postingDocuments[i] >> 16)
            impacts[at] = draft.postingImpacts[i]
        }
        var at = 0
        for old in keyOrder {
            var chunks: [SegmentFormat.Chunk] = []
            for _ in 0..<starts[old + 1] {
                if chunks.last?.number != chunkNumbers[at] {
                    chunks.append(.init(start: UInt32(at), number: chunkNumbers[at], highest: 0))
                }
                chunks[chunks.count - 1].highest = max(chunks[chunks.count - 1].highest, impacts[at])
                at += 1
            }
            rows.append(chunks)
        }
        put(.keyChunkEnds, rows.ends)
        put(.chunks, rows.values + [.init(start: UInt32(count), number: 0, highest: 0)])
        put(.postingDocuments, documents)
        put(.postingImpacts, impacts)
    }

    private mutating func writeTypos(_ formOrder: [Int]) {
        var builder = TypoTableBuilder()
        for (new, old) in formOrder.enumerated() {
            builder.add(draft.forms.word(old), form: UInt32(new))
        }
        let table = builder.finish()
        put(.typoBuckets, table.buckets)
        put(.typoForms, table.forms)
    }
}

/// Byte strings compared.
enum Bytes {
    static func isLess(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        compare(a, b) < 0
    }

    static func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where a[i] != b[i] { return false }
        return true
    }

    static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let count = min(a.count, b.count)
        for i in 0..<count where a[i] != b[i] { return Int(a[i]) - Int(b[i]) }
        return a.count - b.count
    }
}
