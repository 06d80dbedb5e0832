import Accounts
import Cities
import Postgres
import Vocabulary

/// A branch as a sale sees it: whose it is, where, under which imprint, and whether it takes orders.
package struct SellingBranch: Sendable {
    package let branch: ID<Branch>
    package let retailer: RetailerID
    package let retailerName: String
    package let mode: RetailerMode
    package let state: RetailerState
    package let imprint: Int64?
    /// Until when the retailer or the branch rests, whichever is later.
    package let pausedUntil: Instant?
    package let place: Place?
    /// `Hauptstraße 5, 63303 Dreieich`, as far as it is known.
    package let address: String

    package func takesOrders(at now: Instant) -> Bool {
        mode == .orders && state == .approved && pausedUntil.map { $0 <= now } ?? true
    }
}

/// These branches with their retailers.
package struct FindSellingBranches: Statement {
    package static let sql = """
        SELECT b.id, r.id, r.name, r.mode, r.state, r.imprint, greatest(r.paused_until, b.paused_until), b.lat, b.lon,
               concat_ws(', ', nullif(concat_ws(' ', b.street, b.house_number), ''),
                         nullif(concat_ws(' ', b.postcode, b.town), ''))
          FROM branches b JOIN retailers r ON r.city_id = b.city_id AND r.id = b.retailer_id
         WHERE b.city_id = $1 AND b.id = ANY ($2::uuid[])
        """
    let city: CityID
    let branches: [ID<Branch>]

    package init(city: CityID, branches: [ID<Branch>]) {
        self.city = city
        self.branches = branches
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, branches) }
    package static func decode(_ row: inout Row) throws(Fault) -> SellingBranch {
        let branch: ID<Branch> = try row.next()
        let retailer: RetailerID = try row.next()
        let name: String = try row.next()
        let mode: RetailerMode = try row.next()
        let state: RetailerState = try row.next()
        let imprint: Int64? = try row.next()
        let paused: Instant? = try row.next()
        let latitude: Double? = try row.next()
        let longitude: Double? = try row.next()
        let place = latitude.flatMap { lat in longitude.flatMap { Place(latitude: lat, longitude: $0) } }
        return SellingBranch(
            branch: branch, retailer: retailer, retailerName: name, mode: mode, state: state, imprint: imprint,
            pausedUntil: paused, place: place, address: try row.next())
    }
}
