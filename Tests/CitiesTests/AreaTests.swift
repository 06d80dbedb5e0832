import Cities
import Testing
import Vocabulary
import Web

@Suite struct AreaTests {
    private func area(_ text: String) throws -> Area { try Area(json: JSON(parsing: Array(text.utf8))) }

    private let square = """
        {"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}
        """

    @Test(arguments: [(5.0, 2.0, true), (5.0, 5.0, false), (11.0, 5.0, false), (3.9, 3.9, true)])
    func `a hole is not inside`(longitude: Double, latitude: Double, inside: Bool) throws {
        let place = try #require(Place(latitude: latitude, longitude: longitude))
        #expect(try area(square).contains(place) == inside)
    }

    @Test(arguments: [
        #"{"type":"Point","coordinates":[1,2]}"#, #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
        #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}"#, #"{"type":"Polygon"}"#,
        #"{"type":"Polygon","coordinates":[[[0,95],[1,0],[1,1],[0,95]]]}"#,
    ])
    func `what is no area is refused with its place`(text: String) {
        #expect(throws: RequestProblem.self) { try area(text) }
    }
}
