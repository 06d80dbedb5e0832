import Foundation
import Glibc
import Synchronization

/// A socket folder beside the database's own that passes every byte on, until the cable is cut: then nothing is passed
/// and nothing is closed, as when a switch dies between two machines.
final class Cable: Sendable {
    /// What clients give as `host`.
    let folder: String
    private let isCut = Mutex(false)
    private let listener: Int32

    struct NotLaid: Error {}

    /// To the server's socket in the folder `target`.
    init(to target: String, below home: String) throws {
        folder = home + "/cable"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = Self.withAddress(folder + "/.s.PGSQL.5432") { bind(listener, $0, $1) }
        guard bound == 0, listen(listener, 64) == 0 else { throw NotLaid() }
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
                guard Self.withAddress(target + "/.s.PGSQL.5432", { connect(server, $0, $1) }) == 0 else {
                    close(client)
                    close(server)
                    continue
                }
                pass(client, server)
                pass(server, client)
            }
        }
    }

    deinit { close(listener) }

    func cut() { isCut.withLock { $0 = true } }
    func mend() { isCut.withLock { $0 = false } }

    /// Copies one direction on a thread of its own; what comes while the cable is cut waits, and so does an end.
    private func pass(_ from: Int32, _ to: Int32) {
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(from, &buffer, buffer.count)
                while isCut.withLock({ $0 }) { usleep(10_000) }
                guard count > 0, write(to, buffer, count) == count else { break }
            }
            shutdown(to, Int32(SHUT_WR))
        }
    }

    private static func withAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
        -> Result
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
