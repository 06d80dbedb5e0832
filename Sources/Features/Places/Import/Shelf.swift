import Foundation
import Glibc

/// The files of all towns. A town's folder holds editions, each made from one extract, and a link to the one in use.
///
/// An edition is complete before the link moves, and the link moves at once: whoever reads sees the old one or the new.
struct Shelf: Sendable {
    let folder: String

    private func town(_ slug: String) -> String { folder + "/" + slug }

    /// The name of the edition in use.
    func current(of slug: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: town(slug) + "/current")
    }

    func path(_ edition: String, of slug: String) -> String { town(slug) + "/" + edition }

    /// An empty folder for a new edition; what an interrupted import left there is removed.
    func begin(_ edition: String, of slug: String) throws -> String {
        let path = path(edition, of: slug) + ".part"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Puts a finished edition into use, and removes those before.
    func publish(_ edition: String, of slug: String) throws {
        let path = path(edition, of: slug)
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".part", toPath: path)
        let link = town(slug) + "/current"
        try? FileManager.default.removeItem(atPath: link + ".part")
        try FileManager.default.createSymbolicLink(atPath: link + ".part", withDestinationPath: edition)
        guard rename(link + ".part", link) == 0 else { throw ShelfFault(path: link) }
        for name in try FileManager.default.contentsOfDirectory(atPath: town(slug))
        where name != edition && name != "current" {
            try? FileManager.default.removeItem(atPath: town(slug) + "/" + name)
        }
    }
}

/// A file of the shelf that cannot be read or written.
struct ShelfFault: Error, CustomStringConvertible {
    let path: String
    let reason: String

    init(path: String, reason: String = String(cString: strerror(errno))) {
        self.path = path
        self.reason = reason
    }

    var description: String { "\(path): \(reason)" }
}
