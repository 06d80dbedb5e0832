import Cities
import Vocabulary
import Web

/// A branch with a place as a feature of a map (RFC 7946), for city apps and information screens.
/// Public facts of businesses alone: nobody's name, no account.
struct BranchFeature: JSONWritable {
    let entry: DirectoryEntry
    let branch: Branch
    let place: Place
    let city: City
    let now: Instant

    init?(_ entry: DirectoryEntry, _ branch: Branch, in city: City, at now: Instant) {
        guard let place = branch.address.place else { return nil }
        self.entry = entry
        self.branch = branch
        self.place = place
        self.city = city
        self.now = now
    }

    func write(to json: inout JSONWriter) {
        let retailer = entry.retailer
        json.object {
            $0.field("type", "Feature")
            $0.field("id", branch.id)
            $0.object("geometry") {
                $0.field("type", "Point")
                $0.array("coordinates", [place.longitude, place.latitude])
            }
            $0.object("properties") {
                $0.field("retailer", retailer.id)
                $0.field("name", branch.address.name ?? retailer.profile.name)
                $0.field("trade", retailer.profile.trade)
                $0.field("mode", retailer.mode)
                $0.field("street", branch.address.streetLine)
                $0.field("postcode", branch.address.postcode)
                $0.field("town", branch.address.town)
                $0.field("district", branch.address.district)
                $0.field("phone", branch.address.phone ?? retailer.profile.phone)
                $0.field("website", retailer.profile.website)
                $0.field("wheelchair", branch.address.wheelchair)
                $0.field("opening_hours", branch.hours?.description)
            }
        }
    }
}
