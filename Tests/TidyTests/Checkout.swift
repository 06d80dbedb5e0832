import Foundation

/// The checkout these tests stand in, read as text.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every file below `folder` whose name ends in `ending`, as paths from the root, sorted.
    static func files(below folder: String, ending: String) -> [String] {
        let start = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: start.path())?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(ending) }.map { folder + "/" + $0 }.sorted()
    }

    /// The folders directly inside `folder`.
    static func folders(in folder: String) -> [String] {
        let start = root.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: start.path())) ?? []
        return names.filter { isFolder(folder + "/" + $0) }.sorted()
    }

    static func isFolder(_ path: String) -> Bool {
        var answer: ObjCBool = false
        return FileManager.default.fileExists(atPath: root.appending(path: path).path(), isDirectory: &answer)
            && answer.boolValue
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Swift files of a folder, read once each.
    static func sources(below folder: String) throws -> [SwiftFile] {
        try files(below: folder, ending: ".swift").map { try SwiftFile(path: $0, text: text($0)) }
    }
}
