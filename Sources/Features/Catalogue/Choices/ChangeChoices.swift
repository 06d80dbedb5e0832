import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

/// What can be had with an offer, at the offer's version.
package struct OfferChoices: Sendable {
    package let groups: [ChoiceGroup]
    package let version: Int64
}

extension Catalogue {
    /// What can be had with these offers.
    package func choices(of offers: [ID<Offer>], in city: CityID) async throws -> [ID<Offer>: [ChoiceGroup]] {
        try await database.read(FindChoices(city: city, offers: offers)).groups
    }

    /// The same of one of a retailer's own offers, whatever its state.
    package func choices(
        of offer: ID<Offer>, by retailer: RetailerID, in city: CityID
    ) async throws -> OfferChoices {
        let found = try await database.first(FindOffers(city: city, offers: [offer]))
        guard let found, found.retailer == retailer else { throw CatalogueProblem.unknown }
        return OfferChoices(groups: try await choices(of: [offer], in: city)[offer] ?? [], version: found.version)
    }

    /// Says anew what can be had with an offer. Baskets in which something else was chosen must choose again; what was
    /// ordered keeps what it was.
    func put(
        _ wish: ChoicesWish, for id: ID<Offer>, at version: Int64, by retailer: RetailerID, with act: Act
    ) async throws -> OfferChoices {
        let (city, now) = (act.city.id, clock.now())
        let groups = wish.groups(at: now)
        try await database.transaction(in: city) { tx in
            guard try tx.first(LockOffer(city: city, retailer: retailer, offer: id)) != nil,
                let offer = try tx.first(FindOffers(city: city, offers: [id]))
            else { throw CatalogueProblem.unknown }
            guard offer.version == version else { throw CatalogueProblem.stale }
            try tx.run(DeleteChoices(city: city, offer: id))
            for (rank, group) in groups.enumerated() {
                try tx.run(InsertChoiceGroup(city: city, offer: id, rank: rank, group: group))
                try tx.run(InsertChoices(city: city, group: group))
            }
            try tx.run(TouchOffer(city: city, offer: id, now: now))
            try tx.run(AnnounceOffer(city: city, offer: offer))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "put-choices", "offer", id))
        }
        return OfferChoices(groups: groups, version: version + 1)
    }
}

extension ChoicesWish {
    fileprivate func groups(at now: Instant) -> [ChoiceGroup] {
        groups.map { group in
            ChoiceGroup(
                id: .make(at: now), title: group.title, atLeast: group.atLeast, atMost: group.atMost,
                choices: group.choices.map {
                    Choice(id: .make(at: now), title: $0.title, price: $0.price, vatClass: $0.vatClass)
                })
        }
    }
}
