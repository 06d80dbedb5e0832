// Compiled together with the kernel's sources by run.sh; not part of the package.

/// One input: the first byte says what is read, the rest is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let kind = bytes.first else { return 0 }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch kind % 3 {
    case 0: Target.search(text)
    case 1: Target.analyse(text)
    default: Target.open(Array(bytes.dropFirst()))
    }
    return 0
}

private enum Target {
    static let index: Index = {
        let titles = ["Apfelsaft 1,5l", "Vollkornbrot", "Käse aus Ziegenmilch", "Coca-Cola 6x1,5l", "Kartoffelsuppe"]
        let index = Index()
        index.rebuild(
            documents: titles.enumerated().map { Document(id: DocumentID(high: 1, low: UInt64($0)), title: $1) })
        return index
    }()
    static let segment = index.snapshot.views[0].segment.storage.bytes

    static func search(_ text: String) {
        var query = Query(text)
        query.explains = true
        query.facets = Set(Facet.allCases)
        _ = index.snapshot.search(query)
        _ = index.snapshot.suggest(text)
        _ = index.snapshot.highlighter(for: query).ranges(in: text)
    }

    static func analyse(_ text: String) {
        var tokeniser = Tokeniser()
        tokeniser.read(text)
        for token in tokeniser.tokens {
            precondition(token.form.count <= Tokeniser.longest)
            let surface = Array(tokeniser.surfaces[token.surface])
            for language in Language.allCases {
                _ = Analyser.key(form: tokeniser.form(token), surface: surface, language: language)
            }
        }
    }

    /// A whole segment with the input laid over it (place, then bytes), its checksum made right again.
    static func open(_ input: [UInt8]) {
        var bytes = Array(segment)
        var at = 0
        while at + 3 < input.count {
            let place = (Int(input[at]) << 16 | Int(input[at + 1]) << 8 | Int(input[at + 2])) % bytes.count
            bytes[place] = input[at + 3]
            at += 4
        }
        let sum = bytes.withUnsafeBytes { SegmentFormat.checksum(segment: $0) }
        withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(24..<32, with: $0) }
        guard let segment = try? Segment(SegmentBytes(bytes)) else { return }
        var state = Index.State()
        state.views = [SegmentView(segment: segment, branches: segment.branchIDs.map { state.branches.number($0) })]
        _ = Index(settings: Settings(), state: state).snapshot.search(Query("apfelsaft brot kase"))
    }
}
