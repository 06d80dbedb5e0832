import Postgres
import Vocabulary

extension Catalogue {
    /// Takes a file of public facts, one JSON object a line. A product is known by its GTIN; words that a retailer
    /// described stay the retailer's.
    package func adoptPublicFacts(_ file: [UInt8], in city: CityID) async throws -> PublicFactCounts {
        let now = clock.now()
        let (facts, refusals) = Self.read(file, at: now)
        return try await database.transaction(in: city) { tx in
            var counts = PublicFactCounts(refusals: refusals)
            guard !facts.isEmpty else { return counts }
            try tx.copy(facts)
            let added = try tx.ask(AddPublicProducts(city: city, now: now))
            try tx.run(AddPublicVariants(city: city))
            let changed = try tx.ask(ChangePublicProducts(city: city, now: now))
            counts.new = try tx.answer(added).count
            counts.changed = try tx.answer(changed).count
            counts.unchanged = facts.count - counts.new - counts.changed
            return counts
        }
    }

    private static func read(_ file: [UInt8], at now: Instant) -> (facts: [PublicFact], refusals: [RowRefusal]) {
        var facts: [PublicFact] = []
        var refusals: [RowRefusal] = []
        var lines: [String: Int] = [:]
        for (index, text) in file.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where !text.isEmpty {
            do throws(FactRefusal) {
                var fact = try PublicFact(line: index + 1, json: Array(text))
                if let first = lines.updateValue(index + 1, forKey: fact.gtin) {
                    throw FactRefusal(index + 1, "id", "duplicate", "This repeats line \(first).")
                }
                fact.product = .make(at: now)
                fact.variant = .make(at: now)
                facts.append(fact)
            } catch {
                refusals.append(error.refusal)
            }
        }
        return (facts, refusals)
    }
}
