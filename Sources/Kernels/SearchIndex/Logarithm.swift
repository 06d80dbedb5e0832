/// The natural logarithm without a C library: exponent plus a series of atanh on the mantissa, good to 1e-12.
enum Logarithm {
    static func natural(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value > 0 ? value : -.infinity }
        var mantissa = value.significand  // 1 ..< 2
        var exponent = Double(value.exponent)
        if mantissa > 1.414_213_562_373_095_1 {
            mantissa /= 2
            exponent += 1
        }
        let t = (mantissa - 1) / (mantissa + 1)
        let square = t * t
        var sum = 0.0
        var power = t
        for k in 0..<12 {
            sum += power / Double(2 * k + 1)
            power *= square
        }
        return exponent * 0.693_147_180_559_945_3 + 2 * sum
    }
}
