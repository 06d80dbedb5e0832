import Foundation
import TestSupport
import Web

/// What one writer is about to ask and what it was answered, on disk before anybody else can know.
final class Journal {
    /// One pressing of the button.
    struct Entry {
        let key: String
        let token: String
        let wish: String
        /// `nil`: never heard.
        var answer: (status: Int, body: String)?
        /// Asked to be called off, and whether that was confirmed.
        var isCancelled: Bool?
    }

    private let descriptor: Int32

    init(_ path: String) { descriptor = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600) }

    deinit { close(descriptor) }

    func willPlace(_ key: String, _ token: String, _ wish: String) { append(["place", key, token, wish]) }
    func placed(_ key: String, _ reply: Reply) { append(["answer", key, "\(reply.status)", reply.text]) }
    func willCancel(_ key: String) { append(["cancel", key]) }
    func cancelled(_ key: String) { append(["cancelled", key]) }

    /// One line, on the disk when this returns.
    private func append(_ cells: [String]) {
        let line = Array((cells.joined(separator: "\t").replacing("\n", with: " ") + "\n").utf8)
        precondition(write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0)
    }

    /// What a journal holds, by key.
    static func read(_ path: String) throws -> [Entry] {
        var entries: [String: Entry] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch cells[0] {
            case "place": entries[cells[1]] = Entry(key: cells[1], token: cells[2], wish: cells[3])
            case "answer": entries[cells[1]]?.answer = (Int(cells[2]) ?? 0, cells[3])
            case "cancel": entries[cells[1]]?.isCancelled = false
            default: entries[cells[1]]?.isCancelled = true
            }
        }
        return Array(entries.values)
    }
}
