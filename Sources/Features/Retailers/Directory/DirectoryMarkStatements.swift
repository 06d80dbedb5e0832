import Postgres
import Vocabulary

/// A short text that differs after any change of a city's retailers or branches: versions only rise.
struct ReadDirectoryMark: Statement {
    static let sql = """
        SELECT concat_ws(' ', r.count, r.versions, b.count, b.versions)
          FROM (SELECT count(*), coalesce(sum(version), 0) AS versions FROM retailers WHERE city_id = $1) AS r,
               (SELECT count(*), coalesce(sum(version), 0) AS versions FROM branches WHERE city_id = $1) AS b
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> String { try row.next() }
}

extension Retailers {
    /// Tells readers that keep the directory in memory whether they must read it again.
    package func directoryMark(of city: CityID) async throws -> String {
        try await database.first(ReadDirectoryMark(city: city)) ?? ""
    }
}
