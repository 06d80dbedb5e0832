import Cities
import Logging
import ServiceLifecycle
import Vocabulary

/// Takes over what imports have put into use, until it is told to stop.
package struct PlacesKeeper: Service {
    private let places: Places
    private let log: Logger
    private static let pollMilliseconds = 250

    package init(places: Places, log: Logger) {
        self.places = places
        self.log = log
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var known: [City] = []
            var looks = 0
            var told: [String: String] = [:]
            while !Task.isCancelled {
                // Towns change rarely, and the database may be away; files are looked at every time.
                if looks % 8 == 0, let cities = try? await places.cities.all() { known = cities }
                let (taken, faults) = places.lookForEditions(of: known)
                for slug in taken { log.notice("new streets are in use", metadata: ["city": "\(slug)"]) }
                for (slug, reason) in faults where told[slug] != reason {
                    log.error("streets cannot be used", metadata: ["city": "\(slug)", "reason": "\(reason)"])
                }
                told = faults
                if looks % 8 == 0 || !taken.isEmpty {
                    for city in known {
                        try? await places.heedConditions(of: city)
                        try? await places.heedCorrections(of: city.id)
                    }
                }
                looks += 1
                try? await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
            }
        }
    }
}
