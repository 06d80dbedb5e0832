import Accounts
import Catalogue
import Cities
import Postgres
import Slots
import Vocabulary

extension Orders {
    /// What a basket would come to now; brought to a zone where one is named. Throws `CityProblem.notServed`.
    package func quote(
        _ basket: Basket, to target: SlotSearch.Target? = nil, in city: City
    ) async throws -> Quote {
        let ground = try await ground(in: city)
        let zone = try ground.zone(of: target)
        return try await database.transaction(in: city.id) { tx in
            ground.quote(basket, try ground.counter(for: basket.lines, &tx), to: zone)
        }
    }

    /// The slots that this basket can really have: room for all of it in the slot and every limit, and each of its
    /// shops ready by then. Lines that cannot be had are left out of account.
    package func slots(
        for id: ID<Basket>, of holder: String, _ search: SlotSearch, in city: City
    ) async throws -> SlotOffers {
        let basket = try await basket(id, of: holder, in: city.id)
        let ground = try await ground(in: city)
        let (load, shops) = try await database.transaction(in: city.id) { tx in
            let counter = try ground.counter(for: basket.lines, &tx)
            let sale = ground.quote(basket, counter, to: nil).sale
            let load = Summary(sale, .delivery, at: ground.now).load
            return (load, ground.readiness(of: load, counter, until: search.span.end + 86_400))
        }
        var search = search
        search.shops = shops
        return try await slots.open(search, for: load, in: city)
    }

    /// What prices and rules are computed on at this moment.
    func ground(in city: City) async throws -> CheckoutGround {
        try await CheckoutGround(
            city: city, zones: cities.zones(of: city.id), rates: catalogue.vatRates(),
            categories: catalogue.categories(in: city.id), now: clock.now())
    }
}

extension CheckoutGround {
    fileprivate func zone(of target: SlotSearch.Target?) throws(CityProblem) -> DeliveryZone? {
        let found: DeliveryZone?
        switch target {
        case nil, .pickup: return nil
        case .place(let place): found = zones.serving(place)
        case .zone(let slug): found = zones.first { $0.slug == slug }
        }
        guard let found else { throw .notServed }
        return found
    }
}
