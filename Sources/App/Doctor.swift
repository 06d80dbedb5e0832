import Foundation
import Postgres
import Vocabulary

/// Checks of an installation: what must hold before it may serve, and what its operator should know.
struct Doctor {
    /// One thing looked at.
    struct Finding {
        let name: String
        /// `nil`: all is well.
        let complaint: String?
        /// The service must not run like this.
        var isGrave = false
    }

    let ground: Ground
    let share: String

    /// Throws for the first finding that makes serving unsafe: a role past row-level security, pending migrations.
    func refuseUnsafe() throws {
        if let grave = try findings().first(where: { $0.isGrave && $0.complaint != nil }) {
            throw GroundRefusal.role("\(grave.name): \(grave.complaint ?? "")")
        }
    }

    func findings() throws -> [Finding] {
        let app = try PlainSession(ground.settings)
        let owner = try PlainSession(ground.owner)
        let checked = try ["fsync", "full_page_writes", "data_checksums"].map { name in
            let value = try app.run("SELECT current_setting($1)", [name])[0][0] ?? ""
            return Finding(name: name, complaint: value == "on" ? nil : "is \(value): acknowledged orders may be lost")
        }
        return try checked + [synchronousCommit(app), role(app), ownership(app), migrations(owner), clock(app)]
    }

    private func synchronousCommit(_ session: PlainSession) throws -> Finding {
        let value = try session.run("SELECT current_setting('synchronous_commit')")[0][0] ?? ""
        let complaint = value == "off" ? "is off: acknowledged orders may be lost" : nil
        return Finding(name: "synchronous_commit", complaint: complaint)
    }

    private func role(_ session: PlainSession) throws -> Finding {
        let row = try session.run(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")[0]
        let complaint =
            row[1] == "t" ? "\(row[0] ?? "it") passes row-level security: give the service liefert_app" : nil
        return Finding(name: "application role", complaint: complaint, isGrave: true)
    }

    private func ownership(_ session: PlainSession) throws -> Finding {
        let count = try session.run(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND pg_get_userbyid(relowner) = current_user")[
                0][0]
        let complaint = count == "0" ? nil : "owns \(count ?? "?") tables: migrations must run as another role"
        return Finding(name: "ownership", complaint: complaint, isGrave: true)
    }

    private func migrations(_ session: PlainSession) throws -> Finding {
        let pending = try Migrations(folder: share + "/migrations").pending(on: session)
        let names = pending.map(\.name).joined(separator: ", ")
        return Finding(
            name: "migrations", complaint: pending.isEmpty ? nil : "pending: \(names) (liefert migrate)", isGrave: true)
    }

    private func clock(_ session: PlainSession) throws -> Finding {
        let server = try session.run("SELECT extract(epoch FROM clock_timestamp())")[0][0].flatMap { Double($0) } ?? 0
        let apart = abs(server - Double(Clock.system.now().microseconds) / 1e6)
        let complaint = apart < 2 ? nil : "the database's clock and ours are \(Int(apart)) s apart"
        return Finding(name: "clock", complaint: complaint)
    }
}
