import Accounts
import Catalogue
import Cities
import Retailers
import Vocabulary

extension Storefront {
    /// What a newcomer should know in ten seconds: who is here, who is open, what there is, how to ask by program.
    func front(_ visit: Visit) async throws -> FrontPage {
        async let directory = retailers.everything(in: visit.city)
        async let districts = cities.districts(of: visit.city.id)
        let zones = try await cities.zones(of: visit.city.id)
        let entries = try await directory
        let open = entries.filter { OpenState($0.branches, visit).isOpen }
        let wording = visit.wording
        let names = Dictionary(uniqueKeysWithValues: entries.map { ($0.retailer.id, $0.retailer.profile.name) })
        return FrontPage(
            heading: wording.text(.frontHeading, ["city": visit.city.name]),
            lead: wording.text(.frontLead, ["shops": wording.grouped(entries.count)]),
            notice: visit.city.takesOrders(at: visit.now) ? nil : visit.city.pause?.notice ?? wording[.paused],
            examples: settings.examples.map { .init(word: $0, href: visit.links.search(for: $0)) },
            openHeading: wording.text(.openNow, ["count": String(open.count)]),
            open: open.sorted { visit.takesOrders($0.retailer) && !visit.takesOrders($1.retailer) }.prefix(6)
                .map { ShopCard($0, visit) },
            trades: Chip.trades(of: entries, visit), districts: Chip.districts(try await districts, of: entries, visit),
            slots: try await nextSlots(in: zones, visit), products: try await samples(names, visit),
            asks: FrontPage.Ask.all(at: settings.address, zone: zones.first, visit))
    }

    /// One product each of some categories; others every hour.
    private func samples(_ names: [RetailerID: String], _ visit: Visit) async throws -> [ProductCard] {
        let tree = try await catalogue.categories(in: visit.city.id)
        let count = tree.categories.count
        guard count > 0 else { return [] }
        let first = Int(visit.now.seconds / 3600) % count
        var cards: [ProductCard] = []
        for step in 0..<min(count, 16) where cards.count < 8 {
            let category = tree.categories[(first + step * 7) % count]
            let found = try await catalogue.products(of: category.id, after: nil, limit: 1, in: visit.city.id)
            cards += found.map { ProductCard($0, shops: names, visit) }
        }
        return cards
    }
}

extension Chip {
    /// Trades with somebody in them, the commonest first.
    static func trades(of entries: [DirectoryEntry], _ visit: Visit) -> [Chip] {
        Dictionary(grouping: entries, by: \.retailer.profile.trade)
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .map { slug, shops in
                Chip(word: visit.trade(slug), href: visit.links.shops(trade: slug), count: String(shops.count))
            }
    }

    static func districts(_ districts: [District], of entries: [DirectoryEntry], _ visit: Visit) -> [Chip] {
        districts.compactMap { district in
            let count = entries.count { $0.branches.contains { $0.address.district == district.id } }
            guard count > 0 else { return nil }
            return Chip(
                word: district.name, href: visit.links.shops(district: district.slug), count: String(count))
        }
    }
}

extension FrontPage.Ask {
    static func all(at address: String, zone: DeliveryZone?, _ visit: Visit) -> [Self] {
        let base = "curl '\(address)/v1/cities/\(visit.city.slug)"
        return [
            Self(words: visit.wording[.askSearch], line: base + "/search?q=hafermlch'"),
            Self(words: visit.wording[.askShops], line: base + "/retailers?openNow=true'"),
            Self(words: visit.wording[.askSlots], line: base + "/slots?zone=\(zone?.slug ?? "")&method=delivery'"),
        ]
    }
}
