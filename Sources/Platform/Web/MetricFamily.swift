import Synchronization

/// All series of one name.
final class MetricFamily: Sendable {
    enum Kind: Sendable {
        case counter, gauge
        case histogram([Double])
    }
    private struct Series {
        var value = 0.0
        /// Observations at or below each bucket's bound, not summed up; the last is beyond all.
        var buckets: [Int] = []
    }

    /// More label values than this share one series: a fuzzer must not fill the memory.
    private static let maxSeries = 2000

    let name: String
    private let help: String
    private let kind: Kind
    private let labels: [String]
    private let read: (@Sendable () -> Double)?
    private let series = Mutex<[[String]: Series]>([:])

    init(
        _ name: String, _ help: String, _ kind: Kind, _ labels: [String], read: (@Sendable () -> Double)? = nil
    ) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
        self.read = read
        guard labels.isEmpty, read == nil else { return }
        series.withLock { $0[[]] = Series(buckets: bounds.map { _ in 0 } + [0]) }
    }

    func set(_ value: Double, _ values: [String]) { change(values) { $0.value = value } }
    func add(_ amount: Double, _ values: [String]) { change(values) { $0.value += amount } }

    func observe(_ value: Double, _ values: [String]) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        change(values) { series in
            series.value += value
            series.buckets[bucket] += 1
        }
    }

    private func change(_ values: [String], _ body: (inout Series) -> Void) {
        precondition(values.count == labels.count, "\(name) has the labels \(labels)")
        series.withLock { series in
            let known = series[values] != nil || series.count < Self.maxSeries
            body(
                &series[
                    known ? values : labels.map { _ in "_other" }, default: Series(buckets: bounds.map { _ in 0 } + [0])
                ])
        }
    }

    private var bounds: [Double] {
        guard case .histogram(let bounds) = kind else { return [] }
        return bounds
    }

    var text: String {
        var lines = "# HELP \(name) \(help)\n# TYPE \(name) \(typeName)\n"
        if let read {
            lines += "\(name) \(Self.number(read()))\n"
        } else {
            for (values, series) in series.withLock({ $0 }).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                lines += text(of: series, values)
            }
        }
        return lines
    }

    private func text(of series: Series, _ values: [String]) -> String {
        let pairs = zip(labels, values).map { "\($0)=\"\(Self.escaped($1))\"" }
        guard case .histogram(let bounds) = kind else {
            return "\(name)\(Self.braces(pairs)) \(Self.number(series.value))\n"
        }
        var lines = ""
        var count = 0
        for (bound, observed) in zip(bounds.map(Self.number) + ["+Inf"], series.buckets) {
            count += observed
            lines += "\(name)_bucket\(Self.braces(pairs + ["le=\"\(bound)\""])) \(count)\n"
        }
        lines += "\(name)_sum\(Self.braces(pairs)) \(Self.number(series.value))\n"
        return lines + "\(name)_count\(Self.braces(pairs)) \(count)\n"
    }

    private var typeName: String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    private static func braces(_ pairs: [String]) -> String { pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}" }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
