import Synchronization
import Vocabulary

/// Towns as they were last read, by slug.
final class KnownCities: Sendable {
    private let cities = Mutex<[String: (city: City, seen: Instant)]>([:])

    subscript(slug: String) -> City? { cities.withLock { $0[slug]?.city } }

    /// The town, where it was read since then.
    func city(_ slug: String, seenSince instant: Instant) -> City? {
        cities.withLock { known in
            guard let entry = known[slug], entry.seen >= instant else { return nil }
            return entry.city
        }
    }

    func remember(_ city: City, at now: Instant) { cities.withLock { $0[city.slug] = (city, now) } }
}
