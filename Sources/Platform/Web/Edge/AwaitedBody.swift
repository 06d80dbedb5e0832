import Hummingbird
import NIOCore

/// A body as its reader gets it: the first read asks a caller that waits to be asked, and while a read waits for the
/// caller, the request's place at the gate is free for others. So slow bodies cost nobody a place.
struct AwaitedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let body: RequestBody
    /// Of a caller that said `Expect: 100-continue`.
    let asked: (any Channel)?
    let gate: Gate
    let place: Gate.Place

    struct AsyncIterator: AsyncIteratorProtocol {
        var body: RequestBody.AsyncIterator
        var asked: (any Channel)?
        let gate: Gate
        let place: Gate.Place

        mutating func next() async throws -> ByteBuffer? {
            asked?.triggerUserOutboundEvent(RequestGuard.BodyWanted(), promise: nil)
            asked = nil
            gate.leave(place)
            defer { gate.enterAgain(place) }
            return try await body.next()
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: body.makeAsyncIterator(), asked: asked, gate: gate, place: place)
    }
}
