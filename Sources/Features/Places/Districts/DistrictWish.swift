import OSMExtract

/// Which areas of an extract become a city's districts.
package struct DistrictWish: Sendable {
    /// Also where the city has some already; those stay as they are.
    package var alsoWhereSomeAre = false
    /// `admin_level`; `nil`: what people most likely mean.
    package var level: Int?

    package init() {}

    /// Districts must not overlap, so they are of one kind: the first of these of which there are two or more.
    static let usual: [Boundary.Kind] = [.level(10), .level(9), .level(11), .place, .level(8)]

    func kind(among all: [Boundary]) -> Boundary.Kind? {
        if let level { return .level(level) }
        return Self.usual.first { kind in all.count { $0.kind == kind } > 1 }
    }
}
