import Vocabulary

@testable import Retailers

/// Holidays of regions that no German city keeps, by their laws: they show that the rules can say more than ours need.
enum FarHolidays {
    static let italy = HolidayCalendar(rules: [
        HolidayRule("Capodanno", .fixed(1, 1)), HolidayRule("Epifania", .fixed(1, 6)),
        HolidayRule("Pasqua", .easter(0)), HolidayRule("Lunedì di Pasqua", .easter(1)),
        HolidayRule("Liberazione dal nazifascismo (1945)", .fixed(4, 25)),
        HolidayRule("Festa del lavoro", .fixed(5, 1)),
        HolidayRule("Festa della Repubblica", .fixed(6, 2)), HolidayRule("Assunzione di Maria", .fixed(8, 15)),
        HolidayRule("Ognissanti", .fixed(11, 1)), HolidayRule("Immacolata Concezione", .fixed(12, 8)),
        HolidayRule("Natale di Gesù", .fixed(12, 25)), HolidayRule("Santo Stefano", .fixed(12, 26)),
    ])

    static let sweden = HolidayCalendar(rules: [
        HolidayRule("nyårsdagen", .fixed(1, 1)), HolidayRule("trettondedag jul", .fixed(1, 6)),
        HolidayRule("långfredagen", .easter(-2)), HolidayRule("påskdagen", .easter(0)),
        HolidayRule("annandag påsk", .easter(1)), HolidayRule("första maj", .fixed(5, 1)),
        HolidayRule("Kristi himmelsfärdsdag", .easter(39)), HolidayRule("pingstdagen", .easter(49)),
        HolidayRule("nationaldagen", .fixed(6, 6)), HolidayRule("midsommardagen", .weekday(6, 6, 20)),
        HolidayRule("alla helgons dag", .weekday(6, 10, 31)), HolidayRule("juldagen", .fixed(12, 25)),
        HolidayRule("annandag jul", .fixed(12, 26)),
    ])

    /// Federal holidays and those of the state; nil where the state moves one about (Georgia).
    static func unitedStates(_ state: String) -> HolidayCalendar? {
        guard state != "ga" else { return nil }
        return HolidayCalendar(rules: federal + (states[state] ?? []))
    }

    private static let federal = [
        HolidayRule("New Year's Day", .fixed(1, 1)), HolidayRule("Martin Luther King Jr. Day", .weekday(1, 1, 15)),
        HolidayRule("Washington's Birthday", .weekday(1, 2, 15)), HolidayRule("Memorial Day", .weekday(1, 5, 25)),
        HolidayRule("Juneteenth", .fixed(6, 19)), HolidayRule("Independence Day", .fixed(7, 4)),
        HolidayRule("Labor Day", .weekday(1, 9, 1)), HolidayRule("Columbus Day", .weekday(1, 10, 8)),
        HolidayRule("Veterans Day", .fixed(11, 11)), HolidayRule("Thanksgiving Day", .weekday(4, 11, 22)),
        HolidayRule("Christmas Day", .fixed(12, 25)),
    ]
    private static let lincoln = HolidayRule("Lincoln's Birthday", .fixed(2, 12))
    private static let goodFriday = HolidayRule("Good Friday", .easter(-2))
    private static let patriots = HolidayRule("Patriots' Day", .weekday(1, 4, 15))
    private static let christmasEve = HolidayRule("Christmas Eve", .fixed(12, 24))

    private static let states: [String: [HolidayRule]] = [
        "al": [
            HolidayRule("Confederate Memorial Day", .weekday(1, 4, 22)),
            HolidayRule("Jefferson Davis' birthday", .weekday(1, 6, 1)),
        ],
        "ca": [HolidayRule("César Chávez Day", .fixed(3, 31))],
        "ct": [lincoln, goodFriday],
        "dc": [HolidayRule("Emancipation Day", .fixed(4, 16))],
        "hi": [
            HolidayRule("Prince Jonah Kuhio Kalanianaole Day", .fixed(3, 26)), goodFriday,
            HolidayRule("Kamehameha Day", .fixed(6, 11)), HolidayRule("Statehood Day", .weekday(5, 8, 15)),
        ],
        "ia": [lincoln],
        "il": [
            lincoln, HolidayRule("Casimir Pulaski Day", .weekday(1, 3, 1)),
            HolidayRule("Malcolm X Day", .fixed(5, 19)),
        ],
        "ky": [christmasEve, HolidayRule("New Year's Eve", .fixed(12, 31))],
        "ma": [
            HolidayRule("Evacuation Day", .fixed(3, 17)), patriots, HolidayRule("Bunker Hill Day", .fixed(6, 17)),
        ],
        "me": [patriots],
        "mo": [lincoln, HolidayRule("Truman Day", .fixed(5, 8))],
        "nc": [goodFriday, christmasEve],
        "ne": [HolidayRule("Arbor Day", .weekday(5, 4, 24))],
        "pa": [HolidayRule("Flag Day", .fixed(6, 14))],
        "ri": [HolidayRule("Victory Day", .weekday(1, 8, 8))],
        "tx": [christmasEve, HolidayRule("Day after Christmas", .fixed(12, 26))],
        "ut": [HolidayRule("Pioneer Day", .fixed(7, 24))],
        "wv": [HolidayRule("Susan B. Anthony Day", .fixed(2, 15)), HolidayRule("West Virginia Day", .fixed(6, 20))],
    ]

    /// School holidays as the ministries set them (Ferienkalender of the KMK).
    static let schoolOfBW = [
        school("Weihnachtsferien", "2023-12-23", "2024-01-05"), school("Osterferien", "2024-03-23", "2024-04-05"),
        school("Pfingstferien", "2024-05-21", "2024-05-31"), school("Sommerferien", "2024-07-25", "2024-09-07"),
        school("Herbstferien", "2024-10-28", "2024-10-30"), school("Reformationsfest", "2024-10-31", "2024-10-31"),
        school("Weihnachtsferien", "2024-12-23", "2025-01-04"),
    ]
    static let schoolOfHB = [
        school("Weihnachtsferien", "2023-12-23", "2024-01-05"), school("Halbjahresferien", "2024-02-01", "2024-02-02"),
        school("Osterferien", "2024-03-18", "2024-03-28"), school("Tag nach Himmelfahrt", "2024-05-10", "2024-05-10"),
        school("Pfingstferien", "2024-05-21", "2024-05-21"), school("Sommerferien", "2024-06-24", "2024-08-02"),
        school("Herbstferien", "2024-10-04", "2024-10-19"),
        school("Tag nach dem Reformationstag", "2024-11-01", "2024-11-01"),
        school("Weihnachtsferien", "2024-12-23", "2025-01-04"),
    ]

    private static func school(_ name: String, _ first: String, _ last: String) -> SchoolHoliday {
        guard let first = CalendarDay(first), let last = CalendarDay(last) else { fatalError("no such day") }
        return SchoolHoliday(name, first, last)
    }
}
