import Cities

/// What stands around every page: names and addresses. Field names are those of `pages/layout.mustache`.
struct Frame: Sendable {
    let language: String
    let otherLanguage: String
    /// Whether forms must carry the language along.
    let chosen: Bool
    let title: String
    let summary: String
    /// Empty outside of a town.
    let city: String
    let hasTown: Bool
    let query: String
    let home: String
    let shops: String
    let shopsAction: String
    let map: String
    let slots: String
    let interface: String
    /// The same page in the other language.
    let other: String
    let search: String
    let suggest: String
    let style: String
    let script: String
    let icon: String
    let isShops: Bool
    let isMap: Bool
    let isDemonstration: Bool
    let attributions: [Attribution]

    struct Attribution: Sendable { let words: String }
}

extension Frame {
    /// `visit` is nil outside of a town: the list of towns, a page that is missing.
    init(around page: some Headed, _ visit: Visit?, for reader: Reader, _ pages: Pages, _ settings: StorefrontSettings)
    {
        let links = visit?.links ?? Links(city: "", chosen: reader.chosen)
        let city = visit?.city.name ?? ""
        language = reader.language.rawValue
        otherLanguage = reader.language.other.rawValue
        chosen = reader.chosen != nil
        title = page.headline + (city.isEmpty ? " · Liefert" : " · \(city) liefert")
        summary = visit.map { $0.wording.text(.frontSummary, ["city": $0.city.name]) } ?? page.headline
        self.city = city
        hasTown = visit != nil
        query = page.query
        home = visit == nil ? "/" : links.home
        shops = links.shops()
        shopsAction = links.shopsAction
        map = links.map
        slots = links.onFront("slots")
        interface = links.onFront("interface")
        other = reader.other
        search = links.search
        suggest = links.suggestions
        style = pages.style.address
        script = pages.script.address
        icon = pages.icon.address
        isShops = reader.path.hasSuffix("/shops")
        isMap = reader.path.hasSuffix("/map")
        isDemonstration = settings.isDemonstration
        attributions = settings.attributions.map(Attribution.init)
    }
}
