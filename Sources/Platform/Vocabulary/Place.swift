import Glibc

/// A point on the ground, WGS 84 degrees.
package struct Place: Hashable, Sendable {
    package let latitude: Double
    package let longitude: Double

    /// `nil` outside ±90 and ±180 degrees, or where a number is none.
    package init?(latitude: Double, longitude: Double) {
        guard latitude.magnitude <= 90, longitude.magnitude <= 180 else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Metres along the great circle (haversine on a sphere of 6,371,008.8 m).
    package func metres(to other: Place) -> Double {
        let radians = Double.pi / 180
        let half = sin((other.latitude - latitude) * radians / 2)
        let across = sin((other.longitude - longitude) * radians / 2)
        let chord = half * half + cos(latitude * radians) * cos(other.latitude * radians) * across * across
        return 2 * 6_371_008.8 * asin(min(1, chord.squareRoot()))
    }
}
