/// Why a text is not taken for opening hours, and where. Nothing is guessed: what is not understood is refused.
package struct HoursRefusal: Error, Hashable, Sendable {
    /// Characters before the place.
    package let offset: Int
    package let sentence: String

    init(_ offset: Int, _ sentence: String) {
        self.offset = offset
        self.sentence = sentence
    }
}

/// What a text may speak of.
package struct HoursGrammar: Sendable {
    package enum Times: Sendable { case spans, spansAndMoments, moments }

    var times: Times
    var publicHolidays: Bool
    var schoolHolidays: Bool

    /// `Mo 12:00` alone is a moment (a collection time), not hours; holidays can only be used where they are known.
    package init(times: Times = .spans, publicHolidays: Bool = true, schoolHolidays: Bool = false) {
        self.times = times
        self.publicHolidays = publicHolidays
        self.schoolHolidays = schoolHolidays
    }
}
