import Accounts
import Postgres
import Vocabulary
import Web

/// What these retailers have said about how they sell; who has said nothing is left out.
package struct FindSellingTerms: Statement {
    package static let sql = """
        SELECT retailer_id, accepts_alone, answer_seconds, preparation, keeps_seconds, version
          FROM selling_terms WHERE city_id = $1 AND retailer_id = ANY ($2::uuid[])
        """
    let city: CityID
    let retailers: [RetailerID]

    package init(city: CityID, retailers: [RetailerID]) {
        self.city = city
        self.retailers = retailers
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, retailers) }
    package static func decode(_ row: inout Row) throws(Fault) -> (retailer: RetailerID, terms: SellingTerms) {
        let retailer: RetailerID = try row.next()
        var terms = SellingTerms()
        terms.acceptsAlone = try row.next()
        terms.answerSeconds = try row.next()
        terms.preparation = try [PreparationRule](stored: row.next())
        terms.keepsSeconds = try row.next()
        terms.version = try row.next()
        return (retailer, terms)
    }
}

/// The retailer's row is held by the caller.
struct PutSellingTerms: Statement {
    static let sql = """
        INSERT INTO selling_terms (city_id, retailer_id, accepts_alone, answer_seconds, preparation, keeps_seconds)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (city_id, retailer_id) DO UPDATE SET accepts_alone = excluded.accepts_alone,
               answer_seconds = excluded.answer_seconds, preparation = excluded.preparation,
               keeps_seconds = excluded.keeps_seconds, version = selling_terms.version + 1
        """
    let city: CityID
    let retailer: RetailerID
    let terms: SellingTerms
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, retailer, terms.acceptsAlone, terms.answerSeconds, terms.preparation.stored)
        parameters.add(terms.keepsSeconds)
    }
}

/// These branches with their hours, whosever they are.
package struct FindBranches: Statement {
    package static let sql = """
        SELECT id, retailer_id, name, street, house_number, postcode, town, district_id, lat, lon, phone, wheelchair,
               hours, on_holidays, exceptions, paused_until, pause_notice, version
          FROM branches WHERE city_id = $1 AND id = ANY ($2::uuid[])
        """
    let city: CityID
    let branches: [ID<Branch>]

    package init(city: CityID, branches: [ID<Branch>]) {
        self.city = city
        self.branches = branches
    }
    package func bind(_ parameters: inout Parameters) { parameters.add(city, branches) }
    package static func decode(_ row: inout Row) throws(Fault) -> Branch { try Branch(&row) }
}

extension [PreparationRule] {
    fileprivate var stored: JSONText {
        var json = JSONWriter()
        json.array(self)
        return JSONText(json.bytes)
    }

    fileprivate init(stored text: JSONText) throws(Fault) {
        do {
            self = try JSON(parsing: text.utf8).array(0...1000) { (json) throws(RequestProblem) in
                try PreparationRule(json: json)
            }
        } catch {
            throw Fault(.unexpected, "stored preparation rules cannot be read: \(error)")
        }
    }
}
