/// Where the guards of all connections report: figures by reason.
struct EdgeDesk: Sendable {
    let problemTypes: String
    private let refused: Counter

    init(problemTypes: String, metrics: Metrics) {
        self.problemTypes = problemTypes
        refused = metrics.counter(
            "liefert_edge_refused_total", "Connections ended before or instead of an answer, by reason.",
            labels: ["reason"])
    }

    func note(_ refusal: EdgeRefusal) { refused.add(1, refusal.code) }

    func note(_ breach: ConnectionWatch.Breach) { refused.add(1, "\(breach)") }
}
