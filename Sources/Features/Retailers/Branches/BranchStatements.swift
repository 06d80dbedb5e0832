import Accounts
import Cities
import Postgres
import Vocabulary

extension Branch {
    init(_ row: inout Row) throws(Fault) {
        id = try row.next()
        retailer = try row.next()
        address = try BranchAddress(&row)
        hours = try OpeningHours(stored: row.next(as: String?.self))
        onHolidays = try row.next()
        exceptions = try [DatedHours](row.next(as: JSONText.self))
        pause = try Pause(stored: row.next(), row.next())
        version = try row.next()
    }
}

extension BranchAddress {
    fileprivate init(_ row: inout Row) throws(Fault) {
        self.init()
        name = try row.next()
        street = try row.next()
        houseNumber = try row.next()
        postcode = try row.next()
        town = try row.next()
        district = try row.next()
        let latitude: Double? = try row.next()
        let longitude: Double? = try row.next()
        if let latitude, let longitude { place = Place(latitude: latitude, longitude: longitude) }
        phone = try row.next()
        wheelchair = try row.next()
    }

    fileprivate func add(to parameters: inout Parameters) {
        parameters.add(name, street, houseNumber, postcode, town, district)
        parameters.add(place?.latitude, place?.longitude, phone, wheelchair)
    }
}

extension OpeningHours {
    /// What is stored was read once already; holidays of every kind are allowed in it.
    fileprivate init?(stored text: String?) throws(Fault) {
        guard let text else { return nil }
        do {
            self = try OpeningHours(text, grammar: HoursGrammar(publicHolidays: true, schoolHolidays: true))
        } catch {
            throw Fault(.unexpected, "stored opening hours cannot be read at \(error.offset): \(error.sentence)")
        }
    }
}

extension Pause {
    init?(stored until: Instant?, _ notice: String?) {
        guard let until else { return nil }
        self.init(until: until, notice: notice)
    }
}

/// The branches of some retailers.
struct ListBranches: Statement {
    static let sql = """
        SELECT id, retailer_id, name, street, house_number, postcode, town, district_id, lat, lon, phone, wheelchair,
               hours, on_holidays, exceptions, paused_until, pause_notice, version
          FROM branches
         WHERE city_id = $1 AND retailer_id = ANY($2::uuid[])
         ORDER BY retailer_id, id
        """
    let city: CityID
    let retailers: [RetailerID]
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailers) }
    static func decode(_ row: inout Row) throws(Fault) -> Branch { try Branch(&row) }
}

/// One branch, held until the transaction ends.
struct LockBranch: Statement {
    static let sql = """
        SELECT id, retailer_id, name, street, house_number, postcode, town, district_id, lat, lon, phone, wheelchair,
               hours, on_holidays, exceptions, paused_until, pause_notice, version
          FROM branches WHERE city_id = $1 AND retailer_id = $2 AND id = $3 FOR UPDATE
        """
    let city: CityID
    let retailer: RetailerID
    let branch: ID<Branch>
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, branch) }
    static func decode(_ row: inout Row) throws(Fault) -> Branch { try Branch(&row) }
}

struct InsertBranch: Statement {
    static let sql = """
        INSERT INTO branches
               (city_id, id, retailer_id, created_at, hours, on_holidays, exceptions,
                name, street, house_number, postcode, town, district_id, lat, lon, phone, wheelchair)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """
    static let refusals: [String: any Problem] = [
        "branches_city_id_district_id_fkey": RetailerProblem.unknownDistrict,
        "branches_city_id_retailer_id_fkey": RetailerProblem.unknown,
    ]
    let city: CityID
    let branch: Branch
    let at: Instant
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, branch.id, branch.retailer, at, branch.hours?.description)
        parameters.add(branch.onHolidays, branch.exceptions.stored)
        branch.address.add(to: &parameters)
    }
}

/// Everything of a branch anew; the caller holds the row.
struct UpdateBranch: Statement {
    static let sql = """
        UPDATE branches
           SET hours = $3, on_holidays = $4, exceptions = $5, paused_until = $6, pause_notice = $7,
               name = $8, street = $9, house_number = $10, postcode = $11, town = $12, district_id = $13,
               lat = $14, lon = $15, phone = $16, wheelchair = $17, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    static let refusals: [String: any Problem] = [
        "branches_city_id_district_id_fkey": RetailerProblem.unknownDistrict
    ]
    let city: CityID
    let branch: Branch
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, branch.id, branch.hours?.description, branch.onHolidays, branch.exceptions.stored)
        parameters.add(branch.pause?.until, branch.pause?.notice)
        branch.address.add(to: &parameters)
    }
}

/// The list's new words for the first branch of a retailer it brought; what it does not know stays.
struct UpdateImportedBranch: Statement {
    static let sql = """
        UPDATE branches
           SET hours = COALESCE($3, hours), name = COALESCE($4, name), street = COALESCE($5, street),
               house_number = COALESCE($6, house_number), postcode = COALESCE($7, postcode),
               town = COALESCE($8, town), district_id = COALESCE($9, district_id), lat = COALESCE($10, lat),
               lon = COALESCE($11, lon), phone = COALESCE($12, phone), wheelchair = COALESCE($13, wheelchair),
               version = version + 1
         WHERE city_id = $1
           AND id = (SELECT id FROM branches WHERE city_id = $1 AND retailer_id = $2 ORDER BY id LIMIT 1)
        """
    let city: CityID
    let retailer: RetailerID
    let address: BranchAddress
    let hours: OpeningHours?
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, hours?.description)
        address.add(to: &parameters)
    }
}
