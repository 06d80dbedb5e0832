import Accounts
import Vocabulary
import Web

struct PaymentMethodView: View {
    let method: PaymentMethod

    func write(to json: inout JSONWriter) { json.object { $0.field("method", method) } }
}

/// Credits are shown as what they are to the retailer: income is positive.
struct StatementView: View {
    let statement: RetailerStatement

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("retailer", statement.retailer)
            $0.field("from", statement.days.first)
            $0.field("to", statement.days.last)
            $0.field("opening", statement.opening)
            $0.field("closing", statement.closing)
            $0.array("lines", statement.own.map { BookLineView(line: $0, sign: -1) })
        }
    }
}

/// The city's books: debits positive, credits negative, together zero.
struct LedgerView: View {
    let figures: LedgerFigures

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("from", figures.days.first)
            $0.field("to", figures.days.last)
            $0.array("lines", figures.lines.map { BookLineView(line: $0, sign: 1) })
            $0.field("sum", figures.lines.map(\.amount).sum())
            $0.field("imbalances", figures.imbalances)
        }
    }
}

struct BookLineView: View {
    let line: BookLine
    let sign: Int64

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("event", line.kind)
            $0.field("account", line.account)
            $0.field("vatBasisPoints", line.basisPoints)
            $0.field("amount", line.amount * sign)
            $0.field("postings", line.postings)
        }
    }
}
