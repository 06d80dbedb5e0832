import Vocabulary

/// Which rate of value added tax goods fall under. The rates themselves are rows with dates.
package enum VATClass: String, Sendable, Hashable, CaseIterable {
    case standard, reduced, zero
}

/// The rates of one country and from when each holds.
package struct VATRates: Sendable {
    package struct Rate: Hashable, Sendable {
        package let vatClass: VATClass
        package let validFrom: CalendarDay
        /// Per ten thousand: 1900 is 19 %.
        package let basisPoints: Int64

        package init(_ vatClass: VATClass, from validFrom: CalendarDay, basisPoints: Int64) {
            self.vatClass = vatClass
            self.validFrom = validFrom
            self.basisPoints = basisPoints
        }
    }

    private let rates: [Rate]

    package init(_ rates: [Rate]) { self.rates = rates.sorted { $0.validFrom < $1.validFrom } }

    /// The rate on the day of supply (UStG § 27), per ten thousand; `nil` before the first one. A small business
    /// (§ 19 UStG) shows no tax.
    package func basisPoints(
        for vatClass: VATClass, on day: CalendarDay, isSmallBusiness: Bool = false
    ) -> Int64? {
        if isSmallBusiness { return 0 }
        return rates.last { $0.vatClass == vatClass && $0.validFrom <= day }?.basisPoints
    }
}
