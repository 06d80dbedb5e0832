import Foundation

/// What the program tells while it starts: one line a step, with the time it took.
final class Steps: @unchecked Sendable {
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now

    /// A step that is done.
    func done(_ text: String) {
        let now = ContinuousClock.now
        say("\(Self.seconds(now - last))  \(text)")
        last = now
    }

    /// Something to know that took no time.
    func note(_ text: String) { say("         \(text)") }

    /// The whole time since the start.
    var total: String { Self.seconds(ContinuousClock.now - start) }

    private static func seconds(_ duration: Duration) -> String {
        let parts = duration.components
        let value = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        let text = String(format: "%.2f s", value)
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}

/// One line on standard output, at once: also through a pipe.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
