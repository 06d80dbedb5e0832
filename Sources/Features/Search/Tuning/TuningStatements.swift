import Cities
import Postgres
import Vocabulary
import Web

/// What a city chose; no row where it never did.
struct FindTuning: Statement {
    static let sql = """
        SELECT synonyms, weights, version FROM search_tunings WHERE city_id = $1 ORDER BY version DESC LIMIT 1
        """
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

/// The next choice after the version that was read: no row where somebody was faster.
struct PutTuning: Statement {
    static let sql = """
        INSERT INTO search_tunings (city_id, version, synonyms, weights, chosen_at)
        SELECT $1::uuid, $2::bigint + 1, $3::text[], $4::jsonb, $5::timestamptz
         WHERE $2::bigint = (SELECT coalesce(max(version), 0) FROM search_tunings WHERE city_id = $1::uuid)
        """
    static let refusals: [String: any Problem] = ["search_tunings_pkey": SearchProblem.stale]
    let city: CityID
    let tuning: SearchTuning
    let now: Instant
    func bind(_ parameters: inout Parameters) {
        var json = JSONWriter()
        tuning.writeWeights(to: &json)
        parameters.add(city, tuning.version, tuning.synonyms, JSONText(json.bytes), now)
    }
}
