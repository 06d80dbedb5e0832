import Logging
import Postgres
import Vocabulary

extension Jobs {
    /// Links audit entries every ten seconds and seals the chain daily. A seal is also logged: kept elsewhere, it shows
    /// what somebody who owns the database did to it later.
    package static func auditing(
        _ database: Database, _ clock: Clock, _ sealer: AuditSealer, log: Logger
    ) -> [JobHandler] {
        [
            JobHandler(everySeconds: 10, kind: "platform.link-audit") { city in
                _ = try await database.linkAudit(in: city)
            },
            JobHandler(everySeconds: 86_400, kind: "platform.seal-audit") { city in
                guard let seal = try await database.sealAudit(in: city, with: sealer, at: clock.now()) else { return }
                log.notice(
                    "the audit trail was sealed",
                    metadata: [
                        "city": "\(city)", "position": "\(seal.position)", "hash": "\(seal.hash.hexadecimal)",
                        "at": "\(seal.at)", "signature": "\(seal.signature.hexadecimal)",
                    ])
            },
        ]
    }
}
