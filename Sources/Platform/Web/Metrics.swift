import Synchronization

/// The figures of this process, in the text format of Prometheus (version 0.0.4). Names follow OpenTelemetry with
/// units; labels are bounded: no ids, no paths.
package final class Metrics: Sendable {
    private let families = Mutex<[MetricFamily]>([])

    package init() {}

    /// Something that only grows. `name` ends in `_total`.
    package func counter(_ name: String, _ help: String, labels: [String] = []) -> Counter {
        Counter(family: add(MetricFamily(name, help, .counter, labels)))
    }

    /// Something that goes up and down, set by who knows.
    package func gauge(_ name: String, _ help: String, labels: [String] = []) -> Gauge {
        Gauge(family: add(MetricFamily(name, help, .gauge, labels)))
    }

    /// Something that is looked up when asked for. A `name` ending in `_total` is a counter.
    package func sample(_ name: String, _ help: String, _ read: @escaping @Sendable () -> Double) {
        let kind = name.hasSuffix("_total") ? MetricFamily.Kind.counter : .gauge
        add(MetricFamily(name, help, kind, [], read: read))
    }

    /// How long things take, in seconds.
    package func histogram(
        _ name: String, _ help: String, labels: [String] = [], buckets: [Double] = Histogram.requestBuckets
    ) -> Histogram {
        Histogram(family: add(MetricFamily(name, help, .histogram(buckets), labels)))
    }

    /// Everything, as Prometheus reads it.
    package var text: String { families.withLock { $0 }.sorted { $0.name < $1.name }.map(\.text).joined() }

    @discardableResult
    private func add(_ family: MetricFamily) -> MetricFamily {
        families.withLock { families in
            if let known = families.first(where: { $0.name == family.name }) { return known }
            families.append(family)
            return family
        }
    }
}

/// A figure that only grows.
package struct Counter: Sendable {
    let family: MetricFamily
    /// One value for each label, in the order they were declared.
    package func add(_ amount: Double = 1, _ labels: String...) { family.add(amount, labels) }
}

/// A figure that goes up and down.
package struct Gauge: Sendable {
    let family: MetricFamily
    package func set(_ value: Double, _ labels: String...) { family.set(value, labels) }
    package func add(_ amount: Double, _ labels: String...) { family.add(amount, labels) }
}

/// Durations by bucket.
package struct Histogram: Sendable {
    /// OpenTelemetry's advice for HTTP durations, in seconds.
    package static let requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

    let family: MetricFamily
    package func observe(seconds: Double, _ labels: String...) { family.observe(seconds, labels) }
}
