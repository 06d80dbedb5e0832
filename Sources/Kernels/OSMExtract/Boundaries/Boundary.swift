/// An area with a name: a municipality, a borough, a quarter.
public struct Boundary: Sendable, Equatable {
    public enum Origin: Hashable, Sendable, CustomStringConvertible {
        case relation(Int64)
        case way(Int64)

        public var description: String {
            switch self {
            case .relation(let id): "relation \(id)"
            case .way(let id): "way \(id)"
            }
        }
    }

    /// What kind of area.
    public enum Kind: Hashable, Sendable, CustomStringConvertible {
        /// `admin_level` of an administrative boundary, 8 to 11.
        case level(Int)
        /// `place=suburb`, `quarter`, `borough`.
        case place

        public var description: String {
            switch self {
            case .level(let level): "admin_level \(level)"
            case .place: "places"
            }
        }
    }

    public let origin: Origin
    public let name: String
    public let kind: Kind
    /// Each polygon is its outer ring followed by its holes, all closed.
    public var polygons: [[[GroundPoint]]] = []
}

/// A boundary that cannot be drawn, and why.
public struct BrokenBoundary: Error, Sendable, Equatable, CustomStringConvertible {
    public let origin: Boundary.Origin
    public let name: String
    public let kind: Boundary.Kind
    public let reason: String

    public init(_ boundary: Boundary, _ reason: String) {
        (origin, name, kind) = (boundary.origin, boundary.name, boundary.kind)
        self.reason = reason
    }

    public var description: String { "\(origin) (\(name)): \(reason)" }
}

extension Boundary {
    /// `nil` for what is no boundary inside a town or between towns, or has no name.
    init?(_ origin: Origin, _ tags: Tags) {
        guard let name = tags["name"], !name.isEmpty else { return nil }
        if tags["boundary"] == "administrative" {
            guard let level = tags["admin_level"].flatMap({ Int($0) }), (8...11).contains(level) else { return nil }
            kind = .level(level)
        } else {
            guard ["suburb", "quarter", "borough"].contains(tags["place"]) else { return nil }
            kind = .place
        }
        self.origin = origin
        self.name = name
    }
}
