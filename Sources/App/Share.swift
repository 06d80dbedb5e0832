import Foundation

/// The files that come with the program: migrations, the API document's parts, pages, seeds.
enum Share {
    /// The working folder, or a folder above the program that holds `migrations` (a checkout's `.build/…`), or the
    /// place where packages put them.
    static func find() throws -> String {
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var candidates = [FileManager.default.currentDirectoryPath]
        var folder = program.deletingLastPathComponent()
        while folder.path != "/" {
            candidates.append(folder.path)
            folder.deleteLastPathComponent()
        }
        candidates.append("/usr/share/liefert")
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/migrations/0001_platform.sql") }
        guard let found else { throw SettingsRefusal.noShare }
        return found
    }
}
