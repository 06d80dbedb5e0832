import Hummingbird
import NIOCore
import Synchronization
import TestSupport
import Vocabulary
import Web

/// What the edge stands in front of in these tests.
struct EdgeRoutes: Sendable {
    /// Requests that only a smuggler can have sent.
    let smuggled = Tally()

    private static let long = ByteBuffer(repeating: 120, count: 16 << 20)

    func mount(on endpoints: Endpoints<WebContext>) {
        endpoints
            .get("hello") { _, _ in Said(text: "hello") }
            .get("probe") { _, _ in Said(text: "probe") }
            .get("smuggled") { [smuggled] _, _ in
                smuggled.add()
                return Said(text: "smuggled")
            }
            .post("echo") { request, _ in Said(text: "\(try await request.bytes(upTo: 1 << 20).count)") }
            .post("large") { request, _ in Said(text: "\(try await request.bytes(upTo: 512 << 20).count)") }
            .post("ignored") { _, _ in Said(text: "ignored") }
            .get("long") { _, _ in Response(status: .ok, body: ResponseBody(byteBuffer: Self.long)) }
            .get("stream") { _, _ in
                Response(
                    status: .ok,
                    body: ResponseBody { writer in
                        for _ in 0..<4 { try await writer.write(ByteBuffer(string: "part")) }
                        try await writer.finish(nil)
                    })
            }
            .get("wait") { _, _ in
                try await Task.sleep(for: .milliseconds(300))
                return Said(text: "waited")
            }
    }
}

struct Said: View {
    let text: String
    func write(to json: inout JSONWriter) { json.object { $0.field("said", text) } }
}

final class Tally: Sendable {
    private let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var read: Int { count.withLock { $0 } }
}
