import CoreFoundation
import Foundation
import Glibc

/// A TCP connection without manners: sends bytes as they are told, tells what comes back and whether it was closed.
/// Blocking; for threads of its own (`inThread`).
final class RawConnection {
    enum End: Equatable { case open, closed, reset }

    private(set) var received: [UInt8] = []
    private(set) var end = End.open
    private let descriptor: Int32

    struct Refused: Error { let errno: Int32 }

    /// `receiveBytes`: the size of the window that is offered, for slow readers. `from`: the own address on loopback.
    init(port: Int, receiveBytes: Int32? = nil, from own: String? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Refused(errno: errno) }
        if var receiveBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
        }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        if let own {
            var address = Self.address(own, 0)
            let bound = withUnsafeBytes(of: &address) { raw in
                bind(descriptor, raw.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
            }
            guard bound == 0 else { throw Refused(errno: errno) }
        }
        var address = Self.address("127.0.0.1", port)
        let connected = withUnsafeBytes(of: &address) { raw in
            connect(descriptor, raw.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
        }
        guard connected == 0 else {
            let reason = errno
            Glibc.close(descriptor)
            throw Refused(errno: reason)
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { Glibc.close(descriptor) }

    private static func address(_ text: String, _ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, text, &address.sin_addr)
        return address
    }

    /// Sends all of it, reading meanwhile; gives up where the other side is gone or takes nothing for `seconds`.
    func send(_ bytes: [UInt8], within seconds: Double = 5) {
        let limit = ContinuousClock.now + .seconds(seconds)
        var rest = bytes[...]
        while !rest.isEmpty, end == .open, ContinuousClock.now < limit {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                wait(for: POLLOUT | POLLIN, milliseconds: 50)
                take()
            } else {
                // The other side is gone; what it said before can still be read.
                take()
                if end == .open { end = .reset }
            }
        }
    }

    func send(_ text: String) { send(text.latin) }

    /// Says that nothing more comes.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads until `enough` or the end of the connection, for so long at most.
    func read(within seconds: Double, until enough: ([UInt8]) -> Bool) {
        let limit = ContinuousClock.now + .seconds(seconds)
        take()
        while end == .open, !enough(received) {
            let left = limit - ContinuousClock.now
            guard left > .zero else { return }
            wait(for: POLLIN, milliseconds: Int32(min(50, left / .milliseconds(1) + 1)))
            take()
        }
    }

    /// Reads up to so many bytes, once.
    func sip(_ bytes: Int) { take(upTo: bytes) }

    private func take(upTo most: Int = .max) {
        var buffer = [UInt8](repeating: 0, count: min(most, 65_536))
        var budget = most
        while end == .open, budget > 0 {
            let count = recv(descriptor, &buffer, min(budget, buffer.count), 0)
            if count > 0 {
                received += buffer[..<count]
                budget -= count
            } else if count == 0 {
                end = .closed
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                end = .reset
            }
        }
    }

    /// Whether the connection was reset, without reading from it.
    func lookForEnd() {
        let hungUp: Int32 = 0x2000  // POLLRDHUP, which Glibc shows to GNU sources only
        var waiting = pollfd(fd: descriptor, events: Int16(hungUp), revents: 0)
        if poll(&waiting, 1, 0) > 0, Int32(waiting.revents) & (POLLHUP | POLLERR | hungUp) != 0 { end = .closed }
    }

    private func wait(for events: Int32, milliseconds: Int32) {
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        poll(&waiting, 1, milliseconds)
    }
}

/// Runs what blocks on a thread of its own.
func inThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

extension String {
    /// Each scalar as one byte, so that text can hold any byte.
    var latin: [UInt8] { unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}
