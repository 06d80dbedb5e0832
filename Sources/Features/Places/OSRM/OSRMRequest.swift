import Hummingbird
import RoadNetwork
import Vocabulary
import Web

/// A point as OSRM's clients write it.
struct OSRMPoint: Equatable {
    let longitude: Double
    let latitude: Double

    /// `13.388860,52.517037;13.397634,52.529407`.
    static func list(_ text: String, atMost limit: Int) throws(OSRMProblem) -> [OSRMPoint] {
        var points: [OSRMPoint] = []
        for part in text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            let numbers = part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            guard numbers.count == 2, let x = Double(Substring(numbers[0])), let y = Double(Substring(numbers[1])),
                let point = OSRMPoint(longitude: x, latitude: y)
            else { throw .invalidQuery("Query string malformed close to position \(points.count)") }
            points.append(point)
            if points.count > limit { throw .tooBig("Too many coordinates: at most \(limit)") }
        }
        return points
    }

    init?(longitude: Double, latitude: Double) {
        guard longitude.magnitude <= 180, latitude.magnitude <= 90 else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// The options of a request: texts by name, each taken at most once.
struct OSRMOptions {
    private var query: Query

    init(_ request: Request) throws(OSRMProblem) {
        do { query = try request.query() } catch { throw .invalidOptions("Query string malformed") }
    }

    mutating func text(_ name: String) throws(OSRMProblem) -> String? {
        do { return try query.optional(name, characters: 0...8000) } catch {
            throw .invalidOptions("\(name) is too long")
        }
    }

    mutating func flag(_ name: String) throws(OSRMProblem) -> Bool? {
        switch try text(name) {
        case nil: nil
        case "true": true
        case "false": false
        default: throw .invalidOptions("\(name) must be true or false")
        }
    }

    mutating func choice<Value: RawRepresentable<String>>(_ name: String, _: Value.Type) throws(OSRMProblem) -> Value? {
        guard let text = try text(name) else { return nil }
        guard let value = Value(rawValue: text) else { throw .invalidOptions("\(name) cannot be \(text.prefix(40))") }
        return value
    }

    /// `0;3;5`, `all` or nothing: indices of coordinates.
    mutating func indices(_ name: String, of count: Int) throws(OSRMProblem) -> [Int] {
        guard let text = try text(name), text != "all" else { return Array(0..<count) }
        var found: [Int] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            guard let index = Int(part), index >= 0, index < count else {
                throw .invalidOptions("\(name) must be indices of coordinates")
            }
            found.append(index)
        }
        return found
    }

    /// Metres for each coordinate; `nil` where any distance will do.
    mutating func radiuses(of count: Int) throws(OSRMProblem) -> [Double?] {
        guard let text = try text("radiuses"), !text.isEmpty else { return Array(repeating: nil, count: count) }
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == count else { throw .invalidOptions("Number of radiuses does not match coordinates") }
        var found: [Double?] = []
        for part in parts {
            if part.isEmpty || part == "unlimited" {
                found.append(nil)
            } else if let metres = Double(part), metres >= 0 {
                found.append(metres)
            } else {
                throw .invalidOptions("radiuses must be metres or unlimited")
            }
        }
        return found
    }

    /// The side of the street for each coordinate; one that is left out may be come to on either.
    mutating func approaches(of count: Int) throws(OSRMProblem) -> [Approach] {
        guard let text = try text("approaches"), !text.isEmpty else {
            return Array(repeating: .unrestricted, count: count)
        }
        return try Approach.list(
            text.split(separator: ";", omittingEmptySubsequences: false).map(String.init), of: count)
    }

    /// What clients send out of habit and what changes nothing here is passed over; what would change the answer and is
    /// not known here is refused.
    mutating func end() throws(OSRMProblem) {
        for name in ["hints", "generate_hints", "skip_waypoints", "continue_straight", "snapping", "gaps", "tidy"] {
            _ = try text(name)
        }
        if let wanted = try text("alternatives"), !["false", "true", "0", "1", "2", "3"].contains(wanted) {
            throw .invalidOptions("alternatives must be true, false or a small number")
        }
        do { try query.end() } catch { throw .invalidOptions("An option is not known here") }
    }
}

extension Approach {
    static func list(_ words: [String], of count: Int) throws(OSRMProblem) -> [Approach] {
        guard words.count == count else { throw .invalidOptions("Number of approaches does not match coordinates") }
        var found: [Approach] = []
        for word in words {
            guard let approach = word.isEmpty ? .unrestricted : Approach(rawValue: word) else {
                throw .invalidOptions("approaches must be unrestricted, curb or opposite")
            }
            found.append(approach)
        }
        return found
    }
}
