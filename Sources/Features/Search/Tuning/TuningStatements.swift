import Cities
import Postgres
import Vocabulary
import Web

/// What a city chose; no row where it never did.
struct FindTuning: Statement {
    static let sql = "SELECT synonyms, weights, version FROM search_tunings WHERE city_id = $1"
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> SearchTuning {
        var tuning = SearchTuning()
        tuning.synonyms = try row.next()
        let weights: JSONText = try row.next()
        tuning.version = try row.next()
        do {
            tuning.weights = try SearchTuning.weights(JSON(parsing: weights.utf8))
        } catch {
            throw Fault(.unexpected, "the weights of a city's search cannot be read: \(error)")
        }
        return tuning
    }
}

/// The first choice, or the next one after the version that was read: no row where somebody was faster.
struct PutTuning: Statement {
    static let sql = """
        INSERT INTO search_tunings (city_id, synonyms, weights) SELECT $1, $2::text[], $3::jsonb
         WHERE $4::bigint = 0 OR EXISTS (SELECT FROM search_tunings WHERE city_id = $1 AND version = $4::bigint)
        ON CONFLICT (city_id) DO UPDATE
           SET synonyms = excluded.synonyms, weights = excluded.weights, version = search_tunings.version + 1
         WHERE search_tunings.city_id = $1 AND search_tunings.version = $4::bigint
        """
    let city: CityID
    let tuning: SearchTuning
    func bind(_ parameters: inout Parameters) {
        var json = JSONWriter()
        tuning.writeWeights(to: &json)
        parameters.add(city, tuning.synonyms, JSONText(json.bytes), tuning.version)
    }
}
