import Catalogue
import Cities
import Places
import Postgres
import Retailers
import Slots
import Vocabulary

/// The town's public pages. No rule and no table of its own: every page shows what other features answer.
package struct Storefront: Sendable {
    let cities: Cities
    let retailers: Retailers
    let catalogue: Catalogue
    let slots: Slots
    /// Where maps come from; `nil` for none.
    let places: Places?
    let find: Find
    let pages: Pages
    let settings: StorefrontSettings
    let clock: Clock

    package init(
        cities: Cities, retailers: Retailers, catalogue: Catalogue, slots: Slots, find: @escaping Find,
        pages: Pages, settings: StorefrontSettings, clock: Clock, places: Places? = nil
    ) {
        self.places = places
        self.cities = cities
        self.retailers = retailers
        self.catalogue = catalogue
        self.slots = slots
        self.find = find
        self.pages = pages
        self.settings = settings
        self.clock = clock
    }

    package static let statements: [any Statement.Type] = []
}

/// What an installation says about itself on its pages.
package struct StorefrontSettings: Sendable {
    /// Whose data is shown, by licence: "© OpenStreetMap contributors (ODbL 1.0)".
    package var attributions: [String] = []
    /// Says on every page that trade is invented.
    package var isDemonstration = false
    /// Where clients reach this installation, for the lines to copy; without a slash at its end.
    package var address = "http://127.0.0.1:8080"
    /// Words to try in the search.
    package var examples: [String] = []

    package init() {}
}
