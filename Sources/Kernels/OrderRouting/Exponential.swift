/// Exponentials without a mathematics library: the same bits on every platform.
enum Exponential {
    /// −ln of a uniform number in 0..<1.
    static func draw(_ random: RandomSource) -> Double { -logarithm(1 - random.unit()) }

    /// Natural logarithm of a positive normal number.
    static func logarithm(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        let square = ratio * ratio
        // 2·artanh, the series nested; the ratio is below a third.
        var sum = 1.0 / 23
        sum = sum * square + 1.0 / 21
        sum = sum * square + 1.0 / 19
        sum = sum * square + 1.0 / 17
        sum = sum * square + 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        sum = sum * square + 1
        return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
    }

    /// base ^ exponent for a positive base.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        let product = logarithm(base) * exponent
        let whole = Double(Int(product / 0.693_147_180_559_945_3))
        let rest = product - whole * 0.693_147_180_559_945_3
        var term = 1.0
        var sum = 1.0
        for index in 1..<20 {
            term *= rest / Double(index)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
