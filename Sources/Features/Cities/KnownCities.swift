import Synchronization

/// Towns as they were last read, by slug.
final class KnownCities: Sendable {
    private let cities = Mutex<[String: City]>([:])

    subscript(slug: String) -> City? { cities.withLock { $0[slug] } }

    func remember(_ city: City) { cities.withLock { $0[city.slug] = city } }
}
