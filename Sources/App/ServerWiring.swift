import Cities
import Jobs
import Logging
import Postgres
import Search
import Vocabulary
import Web

extension House {
    /// The HTTP side, with what being ready means.
    func server(_ settings: Settings, outlets: LogOutlets) throws -> Server {
        let secret = try Secrets.open(in: settings.folder).web
        let checks = [
            ReadinessCheck("database") { [database] in
                do {
                    _ = try await database.read(Ping())
                    return nil
                } catch {
                    return "the database does not answer"
                }
            },
            // Once filled, a town stays searchable also while the database is away.
            ReadinessCheck("search") { [cities, search] in
                let towns = (try? await cities.all()) ?? []
                return towns.allSatisfy { search.isFilled($0.id) } ? nil : "the search index is being filled"
            },
        ]
        var web = settings.web(secret: secret)
        if let chainFile = settings.certificateFile, let keyFile = settings.keyFile {
            web.certificates = try Certificates(chainFile: chainFile, keyFile: keyFile, log: outlets.logger)
        }
        return Server(
            settings: web, checks: checks,
            document: try APIDocument(folder: settings.share + "/openapi"), outlets: outlets
        ) { mount(on: $0) }
    }

    /// The jobs' side.
    func worker(width: Int, log: Logger) -> Worker {
        let cities = cities
        return Worker(
            database: database, clock: .system, handlers: jobs(log: log), width: width, log: log
        ) { try await cities.all().map(\.id) }
    }
}

/// Whether the database answers at all.
struct Ping: Statement {
    static let sql = "SELECT 1"
}
