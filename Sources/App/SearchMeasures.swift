import CDispatch
import Foundation
import SearchIndex

/// What the kernel costs on this machine with these products: processor time, memory, freshness, a restart.
struct SearchMeasures {
    private let documents: [Document]
    private let queries: [String]
    private let index: Index
    private let language: Language

    /// Builds the index and prints what that took.
    init(_ documents: [Document], _ queries: [String], _ language: Language) {
        self.documents = documents
        self.queries = queries
        self.language = language
        let index = Index()
        let (cpu, wall) = (Self.seconds(CLOCK_THREAD_CPUTIME_ID), Self.seconds(CLOCK_MONOTONIC))
        index.rebuild(documents: documents)
        let (built, waited) = (
            Self.seconds(CLOCK_THREAD_CPUTIME_ID) - cpu, Self.seconds(CLOCK_MONOTONIC) - wall
        )
        self.index = index
        let bytes = Double(index.snapshot.byteCount) / Double(max(1, documents.count))
        Self.say("build", [("cpu_s", built), ("wall_s", waited), ("bytes_per_product", bytes)])
    }

    static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func say(_ name: String, _ figures: [(String, Double)]) {
        print(name, figures.map { "\($0.0)=\(String(format: "%.3f", $0.1))" }.joined(separator: " "))
    }

    private static func middle(_ values: [Double], _ share: Double) -> Double {
        values.sorted()[min(values.count - 1, Int(share * Double(values.count)))]
    }

    private func search(_ text: String) -> Answer {
        var query = Query(text)
        query.language = language
        return index.snapshot.search(query)
    }

    /// Processor time a query on one thread, and on each of two that search at the same time.
    func threads() {
        let one = pass()
        let other = Mean()
        let both = DispatchGroup()
        for _ in 0..<2 {
            DispatchQueue.global().async(group: both) { [self] in other.add(pass()) }
        }
        both.wait()
        Self.say("threads", [("one_us", one * 1e6), ("two_us", other.value * 1e6), ("ratio", other.value / one)])
    }

    /// Mean processor seconds a query.
    private func pass() -> Double {
        for text in queries.prefix(200) { _ = search(text) }
        let start = Self.seconds(CLOCK_THREAD_CPUTIME_ID)
        for text in queries { _ = search(text) }
        return (Self.seconds(CLOCK_THREAD_CPUTIME_ID) - start) / Double(queries.count)
    }

    private final class Mean: @unchecked Sendable {
        // Unchecked: everything happens under the lock.
        private let lock = NSLock()
        private var values: [Double] = []
        func add(_ value: Double) { lock.withLock { values.append(value) } }
        var value: Double { lock.withLock { values.reduce(0, +) / Double(max(1, values.count)) } }
    }

    /// From handing in a change until a search finds it: a new product, a new price.
    func freshness(_ rounds: Int) {
        var (products, prices): ([Double], [Double]) = ([], [])
        for round in 0..<rounds {
            let word = "neuware\(round)x"
            var start = Self.seconds(CLOCK_MONOTONIC)
            index.apply([.upsert(Document(id: DocumentID(word), language: language, title: "Frische \(word)"))])
            while search(word).hits.first?.id != DocumentID(word) {}
            products.append(Self.seconds(CLOCK_MONOTONIC) - start)
            if index.needsMerge { index.merge(everything: false) }
            let known = documents[(round * 7919) % documents.count].id
            let offer = Offer(branch: DocumentID("measure"), price_cents: Int32(round + 1))
            start = Self.seconds(CLOCK_MONOTONIC)
            index.apply([.offers(known, [offer])])
            while index.snapshot.offers(of: known)?.first != offer {}
            prices.append(Self.seconds(CLOCK_MONOTONIC) - start)
        }
        for (name, times) in [("product_visible", products), ("price_visible", prices)] {
            Self.say(name, [("p50_ms", Self.middle(times, 0.5) * 1e3), ("p99_ms", Self.middle(times, 0.99) * 1e3)])
        }
    }

    /// Writes the index, opens it again and asks once.
    func restart(save: (Snapshot) throws -> Void, open: () throws -> Index) rethrows {
        var start = Self.seconds(CLOCK_MONOTONIC)
        try save(index.snapshot)
        let saved = Self.seconds(CLOCK_MONOTONIC) - start
        start = Self.seconds(CLOCK_MONOTONIC)
        let cpu = Self.seconds(CLOCK_THREAD_CPUTIME_ID)
        let opened = try open()
        var query = Query(queries.first ?? "a")
        query.language = language
        let count = opened.snapshot.search(query).hits.count
        let (waited, used) = (
            Self.seconds(CLOCK_MONOTONIC) - start, Self.seconds(CLOCK_THREAD_CPUTIME_ID) - cpu
        )
        Self.say("restart", [("save_s", saved), ("wall_s", waited), ("cpu_s", used), ("hits", Double(count))])
    }
}
