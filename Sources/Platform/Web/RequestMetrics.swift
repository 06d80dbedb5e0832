/// The figures every request leaves.
struct RequestMetrics: Sendable {
    private let duration: Histogram
    private let active: Gauge
    private let shed: Counter

    init(_ metrics: Metrics) {
        duration = metrics.histogram(
            "http_server_request_duration_seconds", "Duration of HTTP requests.",
            labels: ["http_request_method", "http_route", "http_response_status_code"])
        active = metrics.gauge("http_server_active_requests", "Requests being answered.")
        shed = metrics.counter(
            "liefert_shed_total", "Requests turned away because there was too much to do.", labels: ["reason"])
    }

    func began() { active.add(1) }

    func shed(_ urgency: Urgency) { shed.add(1, "\(urgency)") }

    func ended(method: String, route: String, status: Int, after spent: Duration) {
        active.add(-1)
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
        duration.observe(seconds: seconds, method, route, String(status))
    }
}
