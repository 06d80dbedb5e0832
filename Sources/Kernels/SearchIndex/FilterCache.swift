import Synchronization

/// Which documents pass a filter, as bits, for filters that come again: a resident keeps the same shops in reach from
/// one keystroke to the next. Belongs to one snapshot; nobody ever waits for it.
final class FilterCache: Sendable {
    /// A filter without its own ways of being told apart: what a document must be.
    struct Key: Hashable {
        var filter: Filter
        var kinds: Set<DocumentKind>
    }

    /// One bit per document, per segment.
    final class Bits: @unchecked Sendable {
        // Unchecked: never written after init.
        let words: [UnsafeMutableBufferPointer<UInt64>]
        /// Branches that pass; `nil` for all.
        let branches: BranchMask?

        init(_ words: [[UInt64]], _ branches: BranchMask?) {
            self.branches = branches
            self.words = words.map { words in
                let room = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: words.count)
                _ = room.initialize(fromContentsOf: words)
                return room
            }
        }

        deinit { for room in words { room.deallocate() } }
    }

    private enum Entry {
        case seen
        case made(Bits)
    }

    private let entries = Mutex<[Key: Entry]>([:])
    private static let most = 32

    /// The bits, once a filter comes for the second time; a first time costs less by looking at the matches alone.
    func bits(_ key: Key, make: () -> Bits) -> Bits? {
        let known = entries.withLockIfAvailable { entries -> Entry? in
            let known = entries[key]
            if known == nil {
                if entries.count >= Self.most { entries.removeAll() }
                entries[key] = .seen
            }
            return known
        }
        switch known {
        case .some(.some(.made(let bits))): return bits
        case .some(.some(.seen)):
            let bits = make()
            _ = entries.withLockIfAvailable { $0[key] = .made(bits) }
            return bits
        default: return nil
        }
    }
}
