import Accounts
import Catalogue
import Cities
import Jobs
import Payments
import Places
import Postgres
import Slots
import Vocabulary

/// From basket to doorstep.
package struct Orders: Sendable {
    let database: Database
    let clock: Clock
    let cities: Cities
    let catalogue: Catalogue
    let payments: Payments
    let slots: Slots
    let places: Places?
    /// So many random bytes, for codes.
    let random: @Sendable (Int) -> [UInt8]

    /// `places`: finds doors by their addresses.
    package init(
        database: Database, clock: Clock, cities: Cities, catalogue: Catalogue, payments: Payments,
        places: Places? = nil, random: @escaping @Sendable (Int) -> [UInt8] = { Secret.randomBytes($0) }
    ) {
        self.database = database
        self.clock = clock
        self.cities = cities
        self.catalogue = catalogue
        self.payments = payments
        slots = Slots(cities: cities, database: database, clock: clock)
        self.places = places
        self.random = random
    }

    package static let statements: [any Statement.Type] = [
        InsertBasket.self, FindBasket.self, LockBasket.self, ListBasketLines.self, PutBasketLine.self,
        DeleteBasketLine.self, DeleteBasketLines.self, InsertBasketLines.self, TouchBasket.self, EmptyBasket.self,
        LockCheckout.self, PutCheckout.self,
        EndCheckout.self, LockExpiredCheckouts.self, DeleteCheckoutLines.self, InsertCheckoutLines.self,
        ListCheckoutLines.self, InsertPurchase.self, InsertContact.self, InsertOrders.self, InsertOrderLines.self,
        FindPurchase.self, ListPurchases.self, LockPurchase.self, LockPurchaseOfOrder.self, ListOrders.self,
        ListInbox.self, FindOrder.self, ListOrderLines.self, SetOrderState.self, SetPicked.self, ListPicks.self,
        ListDueOrders.self, FindDoor.self, FindDoorCode.self, SetReady.self, ClaimPurchases.self, ClaimBaskets.self,
        ExtendCheckout.self, InsertSubstitute.self, SetSubstituteState.self, SetReplaced.self,
        EraseContacts.self, ListCarriedOrders.self,
    ]

    /// Goods of forgotten checkouts come back; unanswered orders lapse; what nobody fetched goes back.
    package var jobs: [JobHandler] {
        [
            JobHandler(everySeconds: 5, kind: "orders.expire-checkouts") { city in
                while try await expireCheckouts(in: city) == 100 {}
            },
            JobHandler(everySeconds: 86_400, kind: "orders.erase-contacts") { city in
                while try await eraseContacts(in: city) == Self.contactsAtOnce {}
            },
            JobHandler(AnswerDeadline.self) { deadline, run in
                guard let city = try await cities.all().first(where: { $0.id == run.city }) else { return }
                try await lapse(deadline.order, in: city)
            },
            JobHandler(SubstituteDeadline.self) { deadline, run in
                guard let city = try await cities.all().first(where: { $0.id == run.city }) else { return }
                try await lapse(LineKey(deadline.order, deadline.position), in: city)
            },
            JobHandler(FetchDeadline.self) { deadline, run in
                guard let city = try await cities.all().first(where: { $0.id == run.city }) else { return }
                try await giveUp(deadline.order, in: city)
            },
        ]
    }
}
