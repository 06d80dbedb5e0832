import Retailers
import Vocabulary
import Web

/// `{"branch": …, "reports": [{"sku": "A1", "onHand": 5, "observedAt": …}, {"gtin": "…", "delta": -1, …}]}`; an article
/// comes once in a batch.
extension StockBatch: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        branch = try fields.required("branch")
        reports = try fields.array("reports", 1...5000, of: StockReport.self)
        try fields.end()
        guard Set(reports.map(\.article)).count == reports.count else {
            throw json.wrong("repeated", "must name each article once")
        }
    }
}

extension StockReport: JSONReadable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        let sku = try fields.optional("sku", characters: 1...100)
        let gtin: GTIN? = try fields.optional("gtin")
        let onHand = try fields.optional("onHand", in: 0...1_000_000 as ClosedRange<Int64>)
        let delta = try fields.optional("delta", in: -1_000_000...1_000_000 as ClosedRange<Int64>)
        let observedAt: Instant = try fields.required("observedAt")
        try fields.end()
        guard (onHand == nil) != (delta == nil) else { throw json.wrong("amount", "must have one of onHand and delta") }
        let amount = onHand.map(Amount.onHand) ?? .delta(delta ?? 0)
        switch (sku, gtin) {
        case (let sku?, nil): self.init(sku: sku, amount: amount, observedAt: observedAt)
        case (nil, let gtin?): self.init(gtin: gtin, amount: amount, observedAt: observedAt)
        default: throw json.wrong("article", "must have one of sku and gtin")
        }
    }
}

extension StockOutcome: JSONWritable {}

/// What became of each report, in their order.
struct StockReportView: View {
    let batch: StockBatch
    let outcomes: [StockOutcome]

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("taken", outcomes.count { $0 == .taken })
            $0.array("reports") { json in
                for (report, outcome) in zip(batch.reports, outcomes) {
                    json.object {
                        $0.field("article", report.article)
                        $0.field("outcome", outcome)
                    }
                }
            }
        }
    }
}
