import Catalogue
import Payments
import Postgres
import Vocabulary
import Web

/// Something that was chosen with a line, as it was shown; at its own price and VAT, for each unit.
package struct SaleChoice: Sendable, Equatable {
    package let id: ID<Choice>
    package let title: String
    package let price: Money
    package let vatBasisPoints: Int64
}

extension SaleChoice: JSONReadable, JSONWritable {
    package init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        id = try fields.required("id")
        title = try fields.required("title", characters: 1...120)
        price = try fields.required("price")
        vatBasisPoints = try fields.required("vatBasisPoints", in: 0...10_000 as ClosedRange<Int64>)
        try fields.end()
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("title", title)
            $0.field("price", price)
            $0.field("vatBasisPoints", vatBasisPoints)
        }
    }
}

extension [SaleChoice] {
    /// As they are stored.
    var stored: JSONText {
        var json = JSONWriter()
        json.array(self)
        return JSONText(json.bytes)
    }

    init(stored text: JSONText) throws(Fault) {
        do {
            self = try JSON(parsing: text.utf8).array(0...1000) { (json) throws(RequestProblem) in
                try SaleChoice(json: json)
            }
        } catch {
            throw Fault(.unexpected, "stored choices of a line cannot be read: \(error)")
        }
    }
}
