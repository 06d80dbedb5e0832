import ArgumentParser
import Foundation
import Postgres
import Vocabulary

/// `liefert doctor`: looks at the installation and says what is wrong with it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check settings, roles, migrations and clock; exit 1 where something is wrong."
    )

    @OptionGroup var flags: DatabaseFlags

    func run() async throws {
        let settings = try await flags.settings()
        let findings = try Doctor(ground: Ground.running(settings), share: settings.share).findings()
        for finding in findings {
            let mark = finding.complaint == nil ? "ok   " : "WRONG"
            print("\(mark)  \(finding.name)\(finding.complaint.map { ": " + $0 } ?? "")")
        }
        if findings.contains(where: { $0.complaint != nil }) { throw ExitCode.failure }
    }
}
