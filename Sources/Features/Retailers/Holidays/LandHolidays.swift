import Cities

/// The public holidays of the sixteen Länder, by their laws.
///
/// Whole days that close shops in the whole Land; where a law names single municipalities (Augsburg's peace day, Corpus
/// Christi in parts of Saxony and Thuringia, Assumption in Catholic Bavaria), a city adds them in its settings.
extension Land {
    package var holidays: HolidayCalendar { Self.calendars[self] ?? .none }

    private static let calendars: [Land: HolidayCalendar] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, HolidayCalendar(rules: everywhere + $0.own)) })

    private static let everywhere: [HolidayRule] = [
        HolidayRule("Neujahr", .fixed(1, 1)),
        HolidayRule("Karfreitag", .easter(-2)),
        HolidayRule("Ostermontag", .easter(1)),
        HolidayRule("Maifeiertag", .fixed(5, 1)),
        HolidayRule("Christi Himmelfahrt", .easter(39)),
        HolidayRule("Pfingstmontag", .easter(50)),
        HolidayRule("Tag der Deutschen Einheit", .fixed(10, 3), years: 1990...9999),
        HolidayRule("1. Weihnachtstag", .fixed(12, 25)),
        HolidayRule("2. Weihnachtstag", .fixed(12, 26)),
        // Once for all: the 500th anniversary.
        HolidayRule("Reformationstag", .fixed(10, 31), years: 2017...2017),
    ]

    private static let epiphany = HolidayRule("Heilige Drei Könige", .fixed(1, 6))
    private static let corpusChristi = HolidayRule("Fronleichnam", .easter(60))
    private static let assumption = HolidayRule("Mariä Himmelfahrt", .fixed(8, 15))
    private static let allSaints = HolidayRule("Allerheiligen", .fixed(11, 1))
    private static let repentance = HolidayRule("Buß- und Bettag", .weekday(3, 11, 16))
    private static func reformation(since year: Int = 1990) -> HolidayRule {
        HolidayRule("Reformationstag", .fixed(10, 31), years: year...9999)
    }
    private static func womensDay(since year: Int) -> HolidayRule {
        HolidayRule("Internationaler Frauentag", .fixed(3, 8), years: year...9999)
    }

    private var own: [HolidayRule] {
        switch self {
        case .badenWuerttemberg, .bavaria: [Self.epiphany, Self.corpusChristi, Self.allSaints]
        case .berlin:
            [
                Self.womensDay(since: 2019), HolidayRule("Tag der Befreiung", .fixed(5, 8), years: 2020...2020),
                HolidayRule("Tag der Befreiung", .fixed(5, 8), years: 2025...2025),
            ]
        case .brandenburg:
            [
                HolidayRule("Ostersonntag", .easter(0)), HolidayRule("Pfingstsonntag", .easter(49)), Self.reformation(),
            ]
        case .bremen, .hamburg, .lowerSaxony, .schleswigHolstein: [Self.reformation(since: 2018)]
        case .hesse: [Self.corpusChristi]
        case .mecklenburgVorpommern: [Self.womensDay(since: 2023), Self.reformation()]
        case .northRhineWestphalia, .rhinelandPalatinate: [Self.corpusChristi, Self.allSaints]
        case .saarland: [Self.corpusChristi, Self.assumption, Self.allSaints]
        case .saxony: [Self.reformation(), Self.repentance]
        case .saxonyAnhalt: [Self.epiphany, Self.reformation()]
        case .thuringia:
            [HolidayRule("Weltkindertag", .fixed(9, 20), years: 2019...9999), Self.reformation()]
        }
    }
}
