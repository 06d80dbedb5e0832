import CDispatch
import CoreFoundation
import Foundation
import SearchIndex

/// An index in a folder: immutable segment files named by what is in them, and a manifest put in place by renaming.
struct SearchFolder {
    let path: String

    private func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

    func save(_ snapshot: Snapshot) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let saved = snapshot.saved()
        for (name, bytes) in saved.segments where !FileManager.default.fileExists(atPath: url(name).path) {
            try Data(bytes.bytes).write(to: url(name), options: .atomic)
        }
        try Data(saved.manifest).write(to: url("manifest"), options: .atomic)
    }

    /// Maps the segments; throws when anything is missing, damaged or of another version.
    func open() throws -> Index {
        try Index(manifest: Array(Data(contentsOf: url("manifest")))) { name in
            try map(url(name).path)
        }
    }

    private func map(_ file: String) throws -> SegmentBytes {
        let handle = Foundation.open(file, O_RDONLY)
        guard handle >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
        defer { close(handle) }
        var facts = stat()
        guard fstat(handle, &facts) == 0, facts.st_size > 0,
            let start = mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE, handle, 0), start != MAP_FAILED
        else { throw CocoaError(.fileReadUnknown) }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(facts.st_size))
        return SegmentBytes(mapped: bytes) { munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count) }
    }
}
