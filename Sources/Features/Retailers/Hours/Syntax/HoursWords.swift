/// The words of the language, with the spellings people use instead.
enum HoursWord: Hashable, Sendable {
    case weekday(Int), month(Int)
    case week, easter, publicHoliday, schoolHoliday, open, closed, unknown, day, always, openEnd, am, pm, oClock, sun
}

enum HoursWords {
    typealias Kind = HoursToken.Kind

    /// What stands between two letters-only words, longest first where one begins the other.
    static let phrases: [String: [(text: String, kinds: [Kind])]] = {
        var byFirst: [String: [(text: String, kinds: [Kind])]] = [:]
        let holiday: [Kind] = [.word(.publicHoliday)]
        let everyDay: [Kind] = [.word(.weekday(1)), .symbol("-"), .word(.weekday(7))]
        let workDays: [Kind] = [.word(.weekday(1)), .symbol("-"), .word(.weekday(5))]
        func beside(_ sign: Character) -> [Kind] {
            [.word(.publicHoliday), .symbol(sign), .number(1, width: 1), .word(.day)]
        }
        let list: [(String, [Kind])] = [
            ("one day after public holiday", beside("+")), ("one day before public holiday", beside("-")),
            ("day after public holiday", beside("+")), ("day before public holiday", beside("-")),
            ("public holidays", holiday), ("public holiday", holiday),
            ("school holidays", [.word(.schoolHoliday)]), ("school holiday", [.word(.schoolHoliday)]),
            ("on work days", workDays), ("on work day", workDays), ("every day", everyDay), ("all days", everyDay),
            ("7 days a week", everyDay), ("7 days/week", everyDay), ("7j/7", everyDay), ("7/7", everyDay),
            ("24/7", [.word(.always)]), ("open end", [.word(.openEnd)]), ("ende offen", [.word(.openEnd)]),
            ("on appointment", [.comment("on appointment")]), ("by appointment", [.comment("by appointment")]),
            ("nach vereinbarung", [.comment("nach Vereinbarung")]),
            ("a.m.", [.word(.am)]), ("p.m.", [.word(.pm)]),
        ]
        for (text, kinds) in list {
            let first = String(text.prefix { $0.isLetter || $0.isNumber })
            byFirst[first, default: []].append((text, kinds))
        }
        return byFirst
    }()

    static let words: [String: Kind] = {
        var words: [String: Kind] = [:]
        for (number, spellings) in weekdays.enumerated() {
            for spelling in spellings.split(separator: " ") { words[String(spelling)] = .word(.weekday(number + 1)) }
        }
        for (number, spellings) in months.enumerated() {
            for spelling in spellings.split(separator: " ") { words[String(spelling)] = .word(.month(number + 1)) }
        }
        for (word, spellings) in others {
            for spelling in spellings.split(separator: " ") { words[String(spelling)] = .word(word) }
        }
        for spelling in "to до a as á ás à às ate até till til until through bis".split(separator: " ") {
            words[String(spelling)] = .symbol("-")
        }
        for spelling in "and und et".split(separator: " ") { words[String(spelling)] = .symbol(",") }
        words["on_appointment"] = .comment("on appointment")
        return words
    }()

    /// English, German, French, Spanish, Italian; a spelling that means two things is in none.
    private static let weekdays = [
        "mo mon monday mondays montag montags lundi lunes lunedì lunedi pn",
        "tu tue tues tuesday tuesdays di dienstag dienstags martes martedì martedi",
        "we wed wednesday wednesdays mi mittwoch mittwochs mercredi miércoles miercoles mercoledì mercoledi",
        "th thu thur thurs thursday thursdays do donnerstag donnerstags jeudi jueves giovedì giovedi",
        "fr fri friday fridays freitag freitags vendredi viernes venerdì venerdi",
        "sa sat saturday saturdays samstag samstags sonnabend sonnabends samedi sábado sabado sabato",
        "su sun sunday sundays so sonntag sonntags dimanche domingo domenica",
    ]
    private static let months = [
        "jan january januar jänner janvier enero gennaio", "feb february februar février febrero febbraio",
        "mar march märz maerz mär mrz mars marzo", "apr april avril abril aprile", "may mai mayo maggio",
        "jun june juni juin junio giugno", "jul july juli juillet julio luglio", "aug august août agosto",
        "sep sept september septembre septiembre settembre", "oct october okt oktober octobre octubre ottobre",
        "nov november novembre noviembre", "dec december dez dezember décembre diciembre dicembre",
    ]
    private static let others: [(HoursWord, String)] = [
        (.week, "week"), (.easter, "easter"), (.publicHoliday, "ph holiday holidays feiertag feiertags feiertage"),
        (.schoolHoliday, "sh schulferien ferien schoolholiday schoolholidays"),
        (.open, "open offen geöffnet"), (.closed, "off closed geschlossen ruhetag"), (.unknown, "unknown"),
        (.day, "day days"), (.openEnd, "openend late"), (.am, "am"), (.pm, "pm"), (.oClock, "uhr"),
        (.sun, "sunrise sunset dawn dusk"),
    ]
    /// One word that stands for several tokens.
    static let everyDay: Set<String> = ["daily", "everyday", "täglich"]
    /// Two-letter words that mappers write without a blank between them: `SHWe`.
    static let glued: Set<String> = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH"]
}
