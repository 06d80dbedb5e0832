import Vocabulary

/// The first thing found wrong with a city's audit trail.
package enum AuditFlaw: Equatable, Sendable, CustomStringConvertible {
    /// The entry is not what it was when it was linked, or the link's hash was.
    case changed(position: Int64, entry: ID<AuditEntry>)
    case removed(position: Int64, entry: ID<AuditEntry>)
    /// Links are missing from here on.
    case linkMissing(position: Int64)
    /// The chain says something else at this position than what was signed, or ends before it.
    case rewritten(position: Int64)
    /// A seal that our key did not make.
    case sealForged(position: Int64)
    /// Put among older entries after those were linked.
    case slippedIn(entry: ID<AuditEntry>)

    package var description: String {
        switch self {
        case .changed(let position, let entry): "entry \(entry) at position \(position) was changed"
        case .removed(let position, let entry): "entry \(entry) at position \(position) was removed"
        case .linkMissing(let position): "the link at position \(position) is missing"
        case .rewritten(let position): "the chain is not the one that was sealed at position \(position)"
        case .sealForged(let position): "the seal at position \(position) is not ours"
        case .slippedIn(let entry): "entry \(entry) was slipped in among older ones"
        }
    }
}

/// What a check of a city's trail found.
package struct AuditReport: Sendable {
    package var linked: Int64 = 0
    /// Entries of the last moments, not linked yet.
    package var waiting = 0
    package var seals = 0
    package var flaw: AuditFlaw?
}

extension Database {
    private static let readAtOnce = 2000

    /// Walks the whole chain of a city and whatever stands outside it. `kept`: seals that were exported.
    package func verifyAudit(
        of city: CityID, with sealer: AuditSealer, kept: [AuditSeal] = []
    ) async throws -> AuditReport {
        let seals = try await auditSeals(of: city) + kept
        var report = AuditReport(seals: seals.count)
        if let forged = seals.first(where: { !sealer.isOurs($0) }) {
            report.flaw = .sealForged(position: forged.position)
            return report
        }
        var walk = AuditWalk(sealed: Dictionary(seals.map { ($0.position, $0.hash) }) { first, _ in first })
        repeat {
            let links = try await read(ListLinks(city: city, after: walk.position, limit: Self.readAtOnce), in: city)
            for link in links where walk.flaw == nil { walk.step(link) }
            report.linked = walk.position
            report.flaw = walk.flaw
            if links.count < Self.readAtOnce { break }
        } while report.flaw == nil
        if report.flaw == nil { report.flaw = walk.cutOff }
        guard report.flaw == nil else { return report }
        return try await withStrays(report, of: city, until: walk.lastAt)
    }

    /// Entries without a link are new, or did not come by the front door.
    private func withStrays(_ report: AuditReport, of city: CityID, until last: Instant?) async throws -> AuditReport {
        var report = report
        var after = ID<AuditEntry>(high: 0, low: 0)
        let oldest = last.map { $0 - AuditChain.slackSeconds }
        while true {
            let found = try await read(ListUnlinked(city: city, after: after, limit: Self.readAtOnce), in: city)
            for record in found {
                let first = oldest.map { ID<AuditEntry>.first(at: $0) }
                if let oldest, let first, record.at < oldest || record.id < first {
                    report.flaw = .slippedIn(entry: record.id)
                    return report
                }
            }
            report.waiting += found.count
            guard found.count == Self.readAtOnce, let last = found.last else { return report }
            after = last.id
        }
    }
}

/// One pass along the chain.
private struct AuditWalk {
    /// Hashes that were signed, by position.
    let sealed: [Int64: [UInt8]]
    var position: Int64 = 0
    var hash = AuditChain.origin
    var lastAt: Instant?
    var flaw: AuditFlaw?

    init(sealed: [Int64: [UInt8]]) { self.sealed = sealed }

    mutating func step(_ link: ListLinks.Link) {
        guard link.position == position + 1 else {
            flaw = .linkMissing(position: position + 1)
            return
        }
        guard let record = link.record else {
            flaw = .removed(position: link.position, entry: link.entry)
            return
        }
        let right = AuditChain.hash(after: hash, at: link.position, record)
        guard right == link.hash else {
            flaw = .changed(position: link.position, entry: link.entry)
            return
        }
        guard sealed[link.position].map({ $0 == right }) ?? true else {
            flaw = .rewritten(position: link.position)
            return
        }
        (position, hash, lastAt) = (link.position, right, record.at)
    }

    /// What was sealed beyond the chain's end.
    var cutOff: AuditFlaw? {
        sealed.keys.filter { $0 > position }.min().map { .rewritten(position: $0) }
    }
}
