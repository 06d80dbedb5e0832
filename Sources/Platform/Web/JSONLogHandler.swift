import Logging
import Vocabulary

/// Log records as one JSON line each, at most 4 KiB: `{"ts": …, "level": …, "msg": …, …}`.
package struct JSONLogHandler: LogHandler {
    static let maxLineBytes = 4096

    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let sink: LineSink
    private let clock: Clock

    package init(label: String, level: Logger.Level = .info, sink: LineSink = .standardOutput, clock: Clock = .system) {
        self.label = label
        self.sink = sink
        self.clock = clock
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata.merging(event.metadata ?? [:]) { $1 }
        all["hb.request.id"] = nil
        var line = line(event.level, "\(event.message)", all)
        if line.count >= Self.maxLineBytes {
            let short = String("\(event.message)".prefix(500))
            line = self.line(event.level, short, all.filter { $0.key == "requestId" || $0.key == "code" })
        }
        if line.count < Self.maxLineBytes { sink.write(line) }
    }

    private func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("ts", clock.now())
            json.field("level", level.rawValue)
            json.field("msg", message)
            json.field("from", label)
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
                json.key(text: key)
                json.string("\(value)")
            }
        }
        return json.bytes
    }
}
