import Postgres
import Vocabulary

/// One tenant: a town with its own people, shops and rules.
package struct City: Sendable, Equatable {
    package let id: CityID
    /// Its name in paths.
    package let slug: String
    package let name: String
    package let zone: Zone
    package let land: Land
    /// BCP 47 tags, the first is the fallback.
    package let languages: [String]
    package let centre: Place
    package let settings: CitySettings
    package let pause: Pause?
    package let version: Int64

    /// Whether residents may order at that moment. Reading, accounts and running orders go on in a pause.
    package func takesOrders(at now: Instant) -> Bool { pause.map { !$0.isOn(at: now) } ?? true }
}

/// No ordering for a while; it ends by itself.
package struct Pause: Sendable, Equatable {
    package let until: Instant
    package let notice: String?

    package init(until: Instant, notice: String?) {
        self.until = until
        self.notice = notice
    }

    package func isOn(at now: Instant) -> Bool { now < until }
}

/// The 16 Länder by their ISO 3166-2 letters: public holidays depend on them.
package enum Land: String, Stored, CaseIterable, Sendable {
    case badenWuerttemberg = "BW"
    case bavaria = "BY"
    case berlin = "BE"
    case brandenburg = "BB"
    case bremen = "HB"
    case hamburg = "HH"
    case hesse = "HE"
    case mecklenburgVorpommern = "MV"
    case lowerSaxony = "NI"
    case northRhineWestphalia = "NW"
    case rhinelandPalatinate = "RP"
    case saarland = "SL"
    case saxony = "SN"
    case saxonyAnhalt = "ST"
    case schleswigHolstein = "SH"
    case thuringia = "TH"
}
