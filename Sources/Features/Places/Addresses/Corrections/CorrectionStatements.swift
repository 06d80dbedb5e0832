import Cities
import Postgres
import Vocabulary

struct ListAddressCorrections: Statement {
    static let sql = """
        SELECT id, street_key, number_key, postcode_key, street, house_number, postcode, latitude, longitude,
               corrected_at
          FROM address_corrections WHERE city_id = $1 ORDER BY street_key, number_key, postcode_key
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> AddressCorrection {
        let id: ID<AddressCorrection> = try row.next()
        let key = try AddressKey(street: row.next(), number: row.next(), postcode: row.next())
        let (street, number, postcode): (String, String, String) = (try row.next(), try row.next(), try row.next())
        guard let place = Place(latitude: try row.next(), longitude: try row.next()) else {
            throw Fault(.unexpected, "a stored address lies nowhere")
        }
        return AddressCorrection(
            id: id, key: key, street: street, houseNumber: number, postcode: postcode, place: place,
            correctedAt: try row.next())
    }
}

struct PutAddressCorrection: Statement {
    static let sql = """
        INSERT INTO address_corrections (city_id, id, street_key, number_key, postcode_key, street, house_number,
                                         postcode, latitude, longitude, corrected_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (city_id, street_key, number_key, postcode_key) DO UPDATE
           SET id = excluded.id, street = excluded.street, house_number = excluded.house_number,
               postcode = excluded.postcode,
               latitude = excluded.latitude, longitude = excluded.longitude, corrected_at = excluded.corrected_at
        """
    let city: CityID
    let correction: AddressCorrection
    func bind(_ parameters: inout Parameters) {
        parameters.add(city, correction.id, correction.key.street, correction.key.number, correction.key.postcode)
        parameters.add(correction.street, correction.houseNumber, correction.postcode)
        parameters.add(correction.place.latitude, correction.place.longitude, correction.correctedAt)
    }
}

struct DeleteAddressCorrection: Statement {
    static let sql = """
        DELETE FROM address_corrections
         WHERE city_id = $1 AND street_key = $2 AND number_key = $3 AND postcode_key = $4
        RETURNING id
        """
    let city: CityID
    let key: AddressKey
    func bind(_ parameters: inout Parameters) { parameters.add(city, key.street, key.number, key.postcode) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<AddressCorrection> { try row.next() }
}
