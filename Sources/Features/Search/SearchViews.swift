import Catalogue
import Cities
import Retailers
import Vocabulary
import Web

/// A page of hits with what else is worth saying.
struct FoundView: View {
    let page: Page<HitView>
    let found: Findings
    let targetAsked: Bool

    func write(to json: inout JSONWriter) {
        json.object {
            $0.array("items", page.items)
            $0.field("next", page.next)
            $0.field("total", found.total)
            $0.field("suggestion", found.suggestion)
            if found.isPartial { $0.field("isPartial", true) }
            if let words = found.words { $0.array("words", words.map(WordView.init)) }
            if targetAsked {
                $0.object("delivery") {
                    $0.field("isServed", found.zone != nil)
                    $0.field("zone", found.zone?.slug)
                }
            }
            if let facets = found.facets { facets.write(to: &$0) }
        }
    }
}

/// One hit; `kind` tells which members it has.
struct HitView: View {
    let hit: Findings.Hit

    func write(to json: inout JSONWriter) {
        json.object {
            switch hit.thing {
            case .product(let product): product.members(&$0)
            case .shop(let shop): shop.members(&$0)
            case .category(let category): category.members(&$0)
            }
            $0.array("highlights", hit.highlights.map { [$0.lowerBound, $0.upperBound] })
            $0.field("distanceMetres", hit.distanceMetres)
            if let why = hit.why { why.write(to: &$0) }
        }
    }
}

extension FoundProduct {
    fileprivate func members(_ json: inout JSONWriter) {
        json.field("kind", "product")
        json.field("id", id)
        json.field("title", title)
        json.field("brand", brand)
        json.field("category", category?.slug)
        json.field("minimumAge", minimumAge)
        json.array("offers", offers)
    }
}

extension FoundOffer: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("offer", id)
            $0.field("retailer", retailer)
            $0.field("retailerName", retailerName)
            $0.field("branch", branch)
            $0.field("branchName", branchName)
            $0.field("variant", size.isEmpty ? nil : size)
            $0.field("content", content)
            $0.field("price", price)
            $0.field("unitPrice", unitPrice)
            $0.field("deposit", deposit)
            $0.field("isInStock", isInStock)
            $0.field("isOpen", isOpen)
            $0.field("takesOrders", takesOrders)
        }
    }
}

extension Category {
    fileprivate func members(_ json: inout JSONWriter) {
        json.field("kind", "category")
        json.field("id", id)
        json.field("slug", slug)
        json.field("title", title)
        json.field("minimumAge", minimumAge)
    }
}

extension FoundShop {
    fileprivate func members(_ json: inout JSONWriter) {
        json.field("kind", "retailer")
        json.field("id", retailer.id)
        json.field("title", retailer.profile.name)
        json.field("trade", retailer.profile.trade)
        json.field("mode", retailer.mode)
        json.array("branches", branches)
    }
}

extension FoundBranch: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("branch", branch.id)
            $0.field("name", branch.address.name)
            $0.field("street", branch.address.streetLine)
            $0.field("postcode", branch.address.postcode)
            $0.field("town", branch.address.town)
            $0.field("place", branch.address.place)
            $0.field("isOpen", isOpen)
            $0.field("takesOrders", takesOrders)
        }
    }
}

/// A text somebody may be about to type.
struct SuggestionView: View {
    let text: String
    let count: Int

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("text", text)
            $0.field("count", count)
        }
    }
}
