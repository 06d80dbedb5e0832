import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Where log lines go: a thread of its own writes them, so that a full pipe never holds a request up.
/// What does not fit into a megabyte of waiting lines is dropped and counted.
package final class LineSink: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var isWriting = false
        var dropped = 0
    }

    private static let capacityBytes = 1 << 20
    private static let gatheringMicroseconds: UInt32 = 5000
    private let descriptor: Int32
    private let state = Mutex(State())
    private let thread = NIOThreadPool(numberOfThreads: 1)

    /// Standard output.
    package static let standardOutput = LineSink(descriptor: 1)

    package init(descriptor: Int32) {
        self.descriptor = descriptor
        thread.start()
    }

    deinit { thread.shutdownGracefully { _ in } }

    /// Lines that were lost because nobody read.
    package var dropped: Int { state.withLock { $0.dropped } }

    /// Queues one line; the newline is added.
    package func write(_ line: [UInt8]) {
        let mustWake = state.withLock { state in
            guard state.waiting.count + line.count < Self.capacityBytes else {
                state.dropped += 1
                return false
            }
            state.waiting += line
            state.waiting.append(UInt8(ascii: "\n"))
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustWake { thread.submit { _ in self.drain() } }
    }

    private func drain() {
        while true {
            // Lines that come close together share one write and one waking of this thread.
            usleep(Self.gatheringMicroseconds)
            let lines = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isWriting = false }
                return state.waiting
            }
            guard !lines.isEmpty else { return }
            put(lines)
        }
    }

    /// Writes all of it, whatever that takes; gives up on a descriptor that is broken.
    private func put(_ lines: [UInt8]) {
        lines.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if errno == EAGAIN {
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&waiting, 1, 1000)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
