import Foundation
import Glibc

/// How far something is, on standard error: one line that changes on a terminal, nothing elsewhere.
final class ProgressBar {
    private let start = ContinuousClock.now
    private var shown = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Bytes done, of how many where that is known, and what was counted on the way.
    func show(_ done: Int, of total: Int?, count: Int, unit: String) {
        let now = ContinuousClock.now
        guard isTerminal, now - shown > .milliseconds(100) else { return }
        shown = now
        let seconds = max(0.001, Self.seconds(now - start))
        let rate = Double(done) / seconds / 1e6
        var text = String(format: "%.1f MB/s, %d %@", rate, count, unit)
        if let total, total > 0 {
            let share = min(1, Double(done) / Double(total))
            let bar = String(repeating: "#", count: Int(share * 30))
            let left = seconds * (1 - share) / max(share, 0.001)
            text = String(format: "[%@] %3.0f %%, %@, %.0f s left", bar.padded(30), share * 100, text, left)
        }
        write("\r\u{1B}[K" + text)
    }

    /// A line that stays.
    func line(_ text: String) {
        if isTerminal { write("\r\u{1B}[K") }
        say(text)
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
