import Postgres
import Vocabulary

/// A quarter of the town: residents filter by it, figures are counted by it.
package struct District: Sendable {
    package let id: ID<District>
    package let slug: String
    package let name: String
    package let area: Area
    package let version: Int64

    package init(id: ID<District>, slug: String, name: String, area: Area) {
        version = 1
        self.id = id
        self.slug = slug
        self.name = name
        self.area = area
    }
}

/// Ground that couriers serve, and what that costs there.
package struct DeliveryZone: Sendable {
    package let id: ID<DeliveryZone>
    package let slug: String
    package let name: String
    package let area: Area
    /// Where zones overlap, the highest priority counts.
    package let priority: Int
    package let fee: Money
    /// No fee from this value of goods on.
    package let freeFrom: Money?
    /// The least value of goods that is delivered.
    package let minimum: Money
    package let pause: Pause?
    package let version: Int64

    package init(
        id: ID<DeliveryZone>, slug: String, name: String, area: Area, priority: Int, fee: Money, freeFrom: Money?,
        minimum: Money, pause: Pause?
    ) {
        version = 1
        self.id = id
        self.slug = slug
        self.name = name
        self.area = area
        self.priority = priority
        self.fee = fee
        self.freeFrom = freeFrom
        self.minimum = minimum
        self.pause = pause
    }
}

extension Collection<DeliveryZone> {
    /// The zone that serves a place: the highest priority, then the lower slug. `nil`: nobody delivers there.
    package func serving(_ place: Place) -> DeliveryZone? {
        filter { $0.area.contains(place) }.min { ($1.priority, $0.slug) < ($0.priority, $1.slug) }
    }
}
