/// An index as bytes: immutable segments under names that say what is in them, and a small manifest that changes.
///
/// To save: write every segment whose name is not there yet, then the manifest to a new file, sync, rename. To open:
/// map the segments the manifest names. Anything damaged or of another version is a `SegmentProblem`; then rebuild.
public struct SavedIndex: Sendable {
    public var segments: [(name: String, bytes: SegmentBytes)]
    public var manifest: [UInt8]
}

extension Snapshot {
    /// What has to be kept to have this snapshot again.
    ///
    /// `note`: bytes of the caller's, kept whole beside it (how far it has read, say).
    public func saved(note: [UInt8] = []) -> SavedIndex {
        var out = ByteWriter()
        out.put(SegmentFormat.magic)
        out.put(SegmentFormat.version)
        out.put(Analyser.version)
        out.put(note)
        out.put(version)
        lexicon.write(to: &out)
        out.put(UInt32(branches.branches.count))
        for branch in branches.branches { branch.write(to: &out) }
        out.put(UInt32(views.count))
        for view in views { view.write(to: &out) }
        let checksum = out.bytes.withUnsafeBytes { SegmentFormat.checksum($0) }
        out.put(checksum)
        return SavedIndex(segments: views.map { ($0.segment.name, $0.segment.storage) }, manifest: out.bytes)
    }
}

extension Index {
    /// An index as it was saved. `open` gives the bytes of a named segment, best a mapped file.
    public convenience init(
        settings: Settings = Settings(), manifest: [UInt8], open: (_ name: String) throws -> SegmentBytes
    ) throws {
        var (reader, _) = try Self.reader(manifest)
        var state = State()
        state.version = try reader.number()
        state.lexicon = try Lexicon(from: &reader)
        for _ in 0..<(try reader.count(each: 34)) { state.branches.put(try Branch(from: &reader)) }
        for _ in 0..<(try reader.count(each: 8)) { state.views.append(try SegmentView(from: &reader, open)) }
        guard state.views.allSatisfy({ $0.hasBranches(below: state.branches.branches.count) }) else {
            throw SegmentProblem.damaged
        }
        self.init(settings: settings, state: state)
    }

    /// What the caller had kept beside the index.
    public static func note(of manifest: [UInt8]) throws(SegmentProblem) -> [UInt8] { try reader(manifest).note }

    /// A reader behind the manifest's head, once its checksum is right.
    private static func reader(_ manifest: [UInt8]) throws(SegmentProblem) -> (rest: ByteReader, note: [UInt8]) {
        guard manifest.count > 8 else { throw .tooShort }
        var tail = ByteReader(Array(manifest.suffix(8)))
        let checksum: UInt64 = try tail.number()
        let body = Array(manifest.dropLast(8))
        guard body.withUnsafeBytes({ SegmentFormat.checksum($0) }) == checksum else { throw .damaged }
        var reader = ByteReader(body)
        guard try reader.number() == SegmentFormat.magic else { throw .notASegment }
        guard try reader.number() == SegmentFormat.version else { throw .otherVersion }
        guard try reader.number() == Analyser.version else { throw .otherAnalysis }
        let note = try reader.row()
        return (reader, note)
    }
}

extension Lexicon {
    func write(to out: inout ByteWriter) {
        out.put(UInt32(documents))
        out.put(words.bytes)
        out.put(row: words.ends)
        out.put(row: counts)
        out.put(kinds)
    }

    convenience init(from reader: inout ByteReader) throws(SegmentProblem) {
        let documents: UInt32 = try reader.number()
        let bytes = try reader.row()
        let ends: [UInt32] = try reader.row()
        var words = WordTable(capacity: ends.count)
        var start = 0
        for end in ends {
            guard Int(end) >= start, Int(end) <= bytes.count else { throw .damaged }
            _ = words.intern(Array(bytes[start..<Int(end)]))
            start = Int(end)
        }
        let counts: [UInt32] = try reader.row()
        let kinds = try reader.row()
        guard words.count == ends.count, counts.count == ends.count, kinds.count == ends.count else { throw .damaged }
        self.init(words: words, counts: counts, kinds: kinds, documents: Int(documents))
    }
}

extension Branch {
    func write(to out: inout ByteWriter) {
        out.put(id)
        out.put(retailer)
        out.put(UInt8((district == nil ? 0 : 1) | (place == nil ? 0 : 2)))
        if let district { out.put(district) }
        if let place {
            out.put(place.latitude)
            out.put(place.longitude)
        }
    }

    init(from reader: inout ByteReader) throws(SegmentProblem) {
        self.init(id: try reader.id(), retailer: try reader.id())
        let has: UInt8 = try reader.number()
        if has & 1 != 0 { district = try reader.id() }
        if has & 2 != 0 { place = Place(latitude: try reader.double(), longitude: try reader.double()) }
    }
}

extension SegmentView {
    /// Whether every branch number is below `count`.
    fileprivate func hasBranches(below count: Int) -> Bool {
        branches.allSatisfy { $0 < count }
            && amendments.all.allSatisfy { $0.entry.offers.allSatisfy { $0.branch < count } }
    }

    func write(to out: inout ByteWriter) {
        out.put(Array(segment.name.utf8))
        out.put(row: branches)
        out.put(row: (0..<segment.count).filter { isDead($0) }.map { UInt32($0) })
        out.put(UInt32(amendments.count))
        for (document, entry) in amendments.all {
            out.put(UInt32(document))
            out.put(UInt8(entry.payload == nil ? 0 : 1))
            if let payload = entry.payload { out.put(payload) }
            out.put(UInt32(entry.offers.count))
            for offer in entry.offers {
                out.put(offer.branch)
                out.put(UInt8(offer.isInStock ? 1 : 0))
                out.put(offer.price_cents)
                out.put(offer.unitPrice_cents)
            }
        }
    }

    init(from reader: inout ByteReader, _ open: (String) throws -> SegmentBytes) throws {
        let name = String(decoding: try reader.row(), as: UTF8.self)
        let segment = try Segment(open(name))
        guard segment.name == name else { throw SegmentProblem.damaged }
        self.init(segment: segment, branches: try reader.row())
        guard branches.count == segment.branchIDs.count else { throw SegmentProblem.damaged }
        for document in try reader.row() as [UInt32] {
            guard document < segment.count else { throw SegmentProblem.damaged }
            kill(Int(document))
        }
        for _ in 0..<(try reader.count(each: 8)) {
            let document: UInt32 = try reader.number()
            guard document < segment.count else { throw SegmentProblem.damaged }
            let hasPayload: UInt8 = try reader.number()
            let payload: [UInt8]? = hasPayload == 1 ? try reader.row() : nil
            var offers: [BranchOffer] = []
            for _ in 0..<(try reader.count(each: 13)) {
                let branch: UInt32 = try reader.number()
                let stock: UInt8 = try reader.number()
                offers.append(
                    BranchOffer(
                        branch: branch, isInStock: stock == 1, price_cents: try reader.number(),
                        unitPrice_cents: try reader.number()))
            }
            amendments.put(.init(offers: offers, payload: payload), Int(document), of: segment.count)
        }
    }
}
