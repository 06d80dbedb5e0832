import Glibc

/// What a way costs: time first, and among equally fast ways the shorter. Both stand in one `Double`, whose order and
/// sum are those of the pair: hundredths of a second times 2^24, plus decimetres. Exact up to 62 days and 1,677 km.
public enum Weight {
    static let scale = Double(1 << 24)

    @inline(__always)
    static func of(hundredths: Int32, decimetres: Int32) -> Double {
        Double(hundredths) * scale + Double(decimetres)
    }

    /// `nil` for a weight without a way.
    @inline(__always)
    public static func seconds(_ weight: Double) -> Double? {
        weight < .infinity ? (weight / scale).rounded(.down) / 100 : nil
    }

    @inline(__always)
    public static func metres(_ weight: Double) -> Double? {
        weight < .infinity ? (weight - (weight / scale).rounded(.down) * scale) / 10 : nil
    }
}

/// Metres on the ground between points in 1e-7 degrees, small against the earth.
struct Ground {
    /// Metres per 1e-7 degrees along a meridian (a sphere of 6,371,008.8 m).
    static let metresPerUnit = 6_371_008.8 * Double.pi / 180 * 1e-7

    /// How much shorter a step to the east is there.
    static func shrink(_ latitude: Double) -> Double { cos(latitude * 1e-7 * .pi / 180) }

    static func metres(_ a: (Int32, Int32), _ b: (Int32, Int32)) -> Double {
        let north = Double(b.0) - Double(a.0)
        let east = (Double(b.1) - Double(a.1)) * shrink((Double(a.0) + Double(b.0)) / 2)
        return (north * north + east * east).squareRoot() * metresPerUnit
    }
}
