import Foundation

/// The public instances beside the project. Nothing of them is shipped; without them the tests say so and pass.
enum SharedFolder {
    static let instances: URL? = {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let roots = [
            URL(fileURLWithPath: FileManager.default.currentDirectoryPath), here.appending(path: "../.."),
        ]
        for root in roots {
            let folder = root.appending(path: "../shared/data/vrp").standardizedFileURL
            if FileManager.default.fileExists(atPath: folder.path) { return folder }
        }
        print("no ../shared/data/vrp: the public instances are not tried")
        return nil
    }()

    static func files(_ folders: [String]) -> [String] {
        guard let instances else { return [] }
        return folders.flatMap { folder in
            let names =
                (try? FileManager.default.contentsOfDirectory(atPath: instances.appending(path: folder).path)) ?? []
            return names.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".vrp") }.sorted().map { "\(folder)/\($0)" }
        }
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: instances!.appending(path: name)))
    }
}
