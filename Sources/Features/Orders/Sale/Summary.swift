import Accounts
import Catalogue
import Crypto
import Payments
import Slots
import Vocabulary
import Web

/// All that a resident is shown before the button: frozen, and named by its hash, which must come back with the order.
package struct Summary: Sendable {
    package let lines: [SaleLine]
    package let method: SlotMethod
    package let window: TimeWindow
    package let payment: PaymentMethod
    package let fee: Money

    package var goods: Money { lines.flatMap(\.goods).gross() }
    package var deposits: Money { lines.map(\.deposits.gross).sum() }
    package var total: Money { goods + deposits + fee }
    package var minimumAge: Int { lines.map(\.minimumAge).max() ?? 0 }

    /// VAT by rate, the delivery fee split by the goods' rates.
    package var taxes: [TaxedAmount] {
        let fees = fee == .zero ? [] : fee.splitByRates(of: lines.flatMap(\.goods))
        return (lines.flatMap(\.goods) + lines.map(\.deposits) + fees).byRate()
    }

    /// The shops in the order of their first line.
    package var retailers: [RetailerID] {
        var seen: Set<RetailerID> = []
        return lines.map(\.retailer).filter { seen.insert($0).inserted }
    }

    package func lines(of retailer: RetailerID) -> [SaleLine] { lines.filter { $0.retailer == retailer } }

    /// What it asks of the city's capacity.
    package var load: Load {
        Load(
            retailers.map { retailer in
                let lines = lines(of: retailer)
                return Load.Share(
                    retailer: retailer, branch: lines[0].branch, items: lines.map(\.quantity).reduce(0, +),
                    value: lines.flatMap(\.goods).gross(),
                    litres: (lines.map { $0.litresThousandths * $0.quantity }.reduce(0, +) + 999) / 1000,
                    grams: lines.map { $0.grams * $0.quantity }.reduce(0, +),
                    crates: lines.filter(\.isCrate).map(\.quantity).reduce(0, +))
            })
    }

    /// SHA-256 of its canonical JSON, hexadecimal.
    package var hash: String {
        var json = JSONWriter()
        write(to: &json)
        return SHA256.hash(data: json.bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Summary: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("method", method)
            $0.field("window", window)
            $0.field("payment", payment)
            $0.array("retailers") { json in
                for retailer in retailers {
                    json.object {
                        $0.field("retailer", retailer)
                        $0.field("branch", lines(of: retailer)[0].branch)
                        $0.field("imprintVersion", lines(of: retailer)[0].imprint)
                        $0.array("lines", lines(of: retailer))
                    }
                }
            }
            $0.field("goods", goods)
            $0.field("deposits", deposits)
            $0.field("deliveryFee", fee)
            $0.field("total", total)
            $0.array("taxes", taxes.map(TaxView.init))
            $0.field("minimumAge", minimumAge)
        }
    }
}

extension SaleLine: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("offer", offer)
            $0.field("title", title)
            $0.field("quantity", quantity)
            $0.field("price", price)
            if let unitPrice {
                $0.object("unitPrice") {
                    $0.field("price", unitPrice.money)
                    $0.field("per", unitPrice.per.rawValue)
                }
            }
            if !choices.isEmpty { $0.array("choices", choices) }
            $0.field("goods", goods.gross())
            $0.field("deposit", deposits.gross)
            $0.field("vatBasisPoints", vatBasisPoints)
            $0.field("substitution", substitution)
        }
    }
}

/// VAT of one rate.
struct TaxView: JSONWritable {
    let amount: TaxedAmount

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("basisPoints", amount.basisPoints)
            $0.field("gross", amount.gross)
            $0.field("vat", amount.vat)
        }
    }
}
