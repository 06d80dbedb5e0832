import Foundation
import SearchIndex

/// An index in a folder: immutable segment files named by what is in them, and a manifest put in place by renaming.
/// Whatever is missing, damaged or of another version is thrown as an error; then the index is made anew.
package struct IndexFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    private static let manifest = "manifest"

    private func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

    /// Writes what is not there yet, then the manifest, then removes what it no longer names. A stop at any moment
    /// leaves the old manifest whole or the new one.
    package func save(_ snapshot: Snapshot, note: [UInt8] = []) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let saved = snapshot.saved(note: note)
        var named: Set<String> = [Self.manifest]
        for (name, bytes) in saved.segments {
            named.insert(name)
            if !FileManager.default.fileExists(atPath: url(name).path) { try put(name, bytes.bytes) }
        }
        try saved.manifest.withUnsafeBytes { try put(Self.manifest, $0) }
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where !named.contains(name) {
            try? FileManager.default.removeItem(at: url(name))
        }
    }

    /// Takes everything away: what could not be opened must not be taken for written.
    package func clear() throws { try FileManager.default.removeItem(atPath: path) }

    /// Writes beside, makes sure of the disk, then renames.
    private func put(_ name: String, _ bytes: UnsafeRawBufferPointer) throws {
        let beside = url(name + ".new").path
        let file = Foundation.open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = write(file, bytes.baseAddress?.advanced(by: done), min(bytes.count - done, 1 << 24))
            guard count > 0 else { throw CocoaError(.fileWriteOutOfSpace) }
            done += count
        }
        guard fsync(file) == 0, rename(beside, url(name).path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Maps the segments and looks whether they are whole.
    package func open(_ settings: SearchIndex.Settings = .init()) throws -> (index: Index, note: [UInt8]) {
        let manifest = Array(try Data(contentsOf: url(Self.manifest)))
        let index = try Index(settings: settings, manifest: manifest) { try map(url($0).path) }
        return (index, try Index.note(of: manifest))
    }

    private func map(_ file: String) throws -> SegmentBytes {
        let handle = Foundation.open(file, O_RDONLY)
        guard handle >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
        defer { close(handle) }
        // The end is asked for by seeking: `stat` belongs to whichever C module was read first.
        let size = Int(lseek(handle, 0, SEEK_END))
        guard size > 0, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, handle, 0), start != MAP_FAILED else {
            throw CocoaError(.fileReadUnknown)
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: size)
        return SegmentBytes(mapped: bytes) { munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count) }
    }
}
