import Vocabulary

extension Database {
    private static let linksAtOnce = 500

    /// Adds what was done since to the city's chain; answers how many entries that were. Off the acts' own path: only
    /// this holds the chain's end, and two at once refuse each other by its key.
    package func linkAudit(in city: CityID) async throws -> Int {
        var linked = 0
        while true {
            let count = try await transaction(in: city) { tx in
                let tail = try tx.first(FindAuditTail(city: city))
                let since = (tail?.entryAt).map { ID<AuditEntry>.first(at: $0 - AuditChain.slackSeconds) }
                let found = try tx.rows(
                    ListUnlinked(city: city, after: since ?? ID(high: 0, low: 0), limit: Self.linksAtOnce))
                guard !found.isEmpty else { return 0 }
                try tx.run(Self.links(found, behind: tail, in: city))
                return found.count
            }
            linked += count
            if count < Self.linksAtOnce { return linked }
        }
    }

    private static func links(_ found: [AuditRecord], behind tail: AuditTail?, in city: CityID) -> InsertLinks {
        var (position, hash) = (tail?.position ?? 0, tail?.hash ?? AuditChain.origin)
        var (positions, hashes): ([Int64], [[UInt8]]) = ([], [])
        for record in found {
            position += 1
            hash = AuditChain.hash(after: hash, at: position, record)
            positions.append(position)
            hashes.append(hash)
        }
        return InsertLinks(city: city, positions: positions, entries: found.map(\.id), hashes: hashes)
    }

    /// Signs the chain's end; `nil` while there is none.
    package func sealAudit(in city: CityID, with sealer: AuditSealer, at now: Instant) async throws -> AuditSeal? {
        try await transaction(in: city) { tx in
            guard let tail = try tx.first(FindAuditTail(city: city)) else { return nil }
            let seal = try sealer.seal(tail, of: city, at: now)
            try tx.run(InsertSeal(seal: seal))
            return seal
        }
    }

    /// The seals of a city, the oldest first.
    package func auditSeals(of city: CityID) async throws -> [AuditSeal] {
        try await read(ListSeals(city: city), in: city)
    }
}

extension ID {
    /// Not above any id made at this moment.
    static func first(at instant: Instant) -> Self {
        ID(high: UInt64(truncatingIfNeeded: max(0, instant.microseconds) / 1000) << 16, low: 0)
    }
}
