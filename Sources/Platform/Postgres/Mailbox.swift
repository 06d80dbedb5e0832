import Foundation
import Vocabulary

/// A bounded first-in-first-out queue between tasks and session threads. Who waits too long is told so.
final class Mailbox: @unchecked Sendable {
    typealias Work = @Sendable (Result<Connection, Fault>) -> Void

    static let closed = Fault(.unavailable, "the database door is closed")
    private static let silent = Fault(.unavailable, "the database does not answer")
    private let condition = NSCondition()
    private var queue: [(deadline: Double, work: Work)] = []
    private var head = 0
    private var idle = 0
    private var isClosed = false
    private let waitSeconds: Double
    private let capacity: Int
    private let pulse: Pulse?

    init(waitSeconds: Double, capacity: Int, pulse: Pulse? = nil) {
        self.waitSeconds = waitSeconds
        self.pulse = pulse
        self.capacity = capacity
        let sweeper = Thread { [weak self] in
            while let mailbox = self, mailbox.sweep() { Thread.sleep(forTimeInterval: 0.05) }
        }
        sweeper.name = "postgres-queue"
        sweeper.stackSize = 1 << 19
        sweeper.start()
    }

    /// Hands `work` to the next free thread, or answers at once where the queue is full or closed.
    func put(_ work: @escaping Work) {
        if pulse?.isAway == true { return work(.failure(Self.silent)) }
        condition.lock()
        if isClosed || queue.count - head >= capacity {
            let fault = isClosed ? Self.closed : Fault(.busy, "the queue to the database is full")
            condition.unlock()
            return work(.failure(fault))
        }
        queue.append((Monotonic.now + waitSeconds, work))
        if idle > 0 { condition.signal() }
        condition.unlock()
    }

    /// The next piece of work, waiting for one; `nil` once closed and empty.
    func take() -> Work? {
        condition.lock()
        defer { condition.unlock() }
        while head == queue.count {
            if isClosed { return nil }
            idle += 1
            condition.wait()
            idle -= 1
        }
        let work = queue[head].work
        head += 1
        if head > 64 && head * 2 > queue.count {
            queue.removeFirst(head)
            head = 0
        }
        return work
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Tells those whose wait is over; answers false when there will be nobody any more.
    private func sweep() -> Bool {
        condition.lock()
        let now = Monotonic.now
        var late: [Work] = []
        while head < queue.count, queue[head].deadline < now {
            late.append(queue[head].work)
            head += 1
        }
        let goesOn = !isClosed
        condition.unlock()
        for work in late { work(.failure(Fault(.busy, "no session came free in \(waitSeconds) s"))) }
        return goesOn
    }
}
