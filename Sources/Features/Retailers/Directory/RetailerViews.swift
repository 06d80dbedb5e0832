import Accounts
import Cities
import Vocabulary
import Web

extension Pause {
    /// Written only while it lasts.
    func write(to json: inout JSONWriter, at now: Instant) {
        guard isOn(at: now) else { return }
        json.object("pause") {
            $0.field("until", until)
            $0.field("notice", notice)
        }
    }
}

/// One entry of the directory.
package struct RetailerView: View {
    let entry: DirectoryEntry
    let imprint: Imprint?
    let city: City
    let now: Instant

    package init(_ entry: DirectoryEntry, imprint: Imprint? = nil, in city: City, at now: Instant) {
        self.entry = entry
        self.imprint = imprint
        self.city = city
        self.now = now
    }

    package func write(to json: inout JSONWriter) {
        let retailer = entry.retailer
        json.object {
            $0.field("id", retailer.id)
            retailer.profile.write(to: &$0)
            $0.field("mode", retailer.mode)
            $0.field("takesOrders", retailer.takesOrders(at: now) && city.takesOrders(at: now))
            retailer.pause?.write(to: &$0, at: now)
            $0.array("branches", entry.branches.map { BranchView($0, in: city, at: now) })
            $0.field("imprint", imprint)
            $0.field("version", retailer.version)
        }
    }
}

extension RetailerProfile {
    func write(to json: inout JSONWriter) {
        json.field("name", name)
        json.field("trade", trade)
        json.field("description", description)
        json.field("phone", phone)
        json.field("email", email)
        json.field("website", website)
        json.field("deliveryHint", deliveryHint)
    }
}

extension Imprint: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("legalName", legalName)
            $0.field("legalForm", legalForm)
            $0.field("representative", representative)
            $0.field("street", street)
            $0.field("postcode", postcode)
            $0.field("town", town)
            $0.field("email", email)
            $0.field("phone", phone)
            $0.field("register", register)
            $0.field("vatId", vatID)
        }
    }
}

/// A branch with what holds there at a moment.
package struct BranchView: View {
    let branch: Branch
    let city: City
    let now: Instant

    package init(_ branch: Branch, in city: City, at now: Instant) {
        self.branch = branch
        self.city = city
        self.now = now
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", branch.id)
            $0.field("name", branch.address.name)
            branch.address.write(to: &$0)
            $0.field("hours", branch.hours?.description)
            $0.field("onHolidays", branch.onHolidays)
            $0.array("exceptions", branch.exceptions)
            if let status = branch.calendar(in: city)?.status(at: now, in: city.zone) {
                $0.object("now") {
                    $0.field("isOpen", status.isOpen)
                    $0.field("changesAt", status.changes)
                    $0.field("comment", status.comment)
                }
            }
            branch.pause?.write(to: &$0, at: now)
            $0.field("version", branch.version)
        }
    }
}

extension BranchAddress {
    func write(to json: inout JSONWriter) {
        json.object("address") {
            $0.field("street", street)
            $0.field("houseNumber", houseNumber)
            $0.field("postcode", postcode)
            $0.field("town", town)
        }
        json.field("district", district)
        json.field("place", place)
        json.field("phone", phone)
        json.field("wheelchair", wheelchair)
    }
}

/// A trade with its names by language.
package struct TradeView: View {
    let trade: Trade

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("slug", trade.slug)
            $0.object("name") {
                $0.field("de", trade.german)
                $0.field("en", trade.english)
            }
        }
    }
}
