import Catalogue
import Foundation
import TestSupport
import Testing
import Vocabulary

/// Two started programs with pools of 16 on one database, asked over HTTP by as many connections as there are buyers.
extension EnduranceTests {
    @Suite(.serialized) struct ParallelSales {
        @Test(.timeLimit(.minutes(20)))
        func `200 parallel checkouts of a stock of 50 at two servers: exactly 50 purchases, nothing left`() async throws
        {
            try await ServedCity.within { city in
                let offer = try city.offer(stock: 50)
                let answers = try await Self.sell(offer, in: city)
                print("200 checkouts of a stock of 50, two servers: \(answers.counts)")
                #expect(answers.counts == ["201": 50, "409 orders/too-few": 150])
                #expect(try city.number("SELECT on_hand FROM stock_levels") == 0)
                #expect(try city.number("SELECT allocated FROM stock_levels") == 0)
                #expect(try city.number("SELECT count(*) FROM purchases") == 50)
                #expect(try city.number("SELECT sum(quantity) FROM order_lines") == 50)
                #expect(try city.number("SELECT count(*) FROM slot_holds WHERE state = 'booked'") == 50)

                // The control: without the CHECK what remains is a look whether enough is left, and the taking.
                try city.run(Self.naiveStock)
                let naive = try await Self.sell(city.offer(stock: 50), in: city)
                print("the same by look and take: \(naive.counts)")
                #expect(naive["201"] > 50, "the harness is too tame to prove anything")
            }
        }

        @Test(.timeLimit(.minutes(20)))
        func `500 parallel holds on 20 places at two servers: exactly 20`() async throws {
            try await ServedCity.within { city in
                let slots = try city.slots()
                for slot in slots.prefix(2) { try city.limit(slot, to: 20) }
                let answers = try await Self.hold(slots[0], in: city)
                print("500 holds on 20 places, two servers: \(answers.counts)")
                #expect(answers.counts == ["201": 20, "409 slots/full": 480])
                #expect(try city.number("SELECT booked FROM slots WHERE id = '\(slots[0])'") == 20)
                #expect(try city.number("SELECT count(*) FROM slot_holds WHERE slot_id = '\(slots[0])'") == 20)

                try city.run(Self.naiveHolds)
                let naive = try await Self.hold(slots[1], in: city)
                print("the same by count and insert: \(naive.counts)")
                #expect(naive["201"] > 20, "the harness is too tame to prove anything")
            }
        }

        private static let naiveStock = """
            ALTER TABLE stock_levels DROP CONSTRAINT stock_enough;
            CREATE FUNCTION think() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_sleep(0.003);
                RETURN NEW;
            END $$;
            CREATE TRIGGER think BEFORE UPDATE ON stock_levels FOR EACH ROW EXECUTE FUNCTION think();
            """

        /// The control, in place of the CHECK: a count, then the insert, as is usual and wrong.
        private static let naiveHolds = """
            ALTER TABLE slots DROP CONSTRAINT slots_places_left;
            CREATE FUNCTION count_first() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT count(*) FROM slot_holds WHERE city_id = NEW.city_id AND slot_id = NEW.slot_id) >= 20 THEN
                    RAISE 'full' USING ERRCODE = 'check_violation', CONSTRAINT = 'slots_places_left';
                END IF;
                PERFORM pg_sleep(0.02);
                RETURN NEW;
            END $$;
            CREATE TRIGGER count_first BEFORE INSERT ON slot_holds FOR EACH ROW EXECUTE FUNCTION count_first();
            """

        /// 200 buyers with a basket and a place each check out and press the button at once.
        private static func sell(_ offer: ID<Offer>, in city: ServedCity) async throws -> Answers {
            let slot = try city.slots()[0]
            return try await city.served(by: 2) { doors in
                let ready = try await gather(200) { number in
                    let shopper = try await Shopper(at: doors[number % 2])
                    let basket = try await shopper.basket([(offer, 1)])
                    let hold = try await shopper.hold(slot, key: basket).expect(201).text("id")
                    return (shopper: Shopper(shopper, at: doors[number % 2].crowded), basket: basket, hold: hold)
                }
                return await Answers.of(200) { number in
                    let (shopper, basket, hold) = ready[number]
                    let wish = try Shopper.wish(try await shopper.checkOut(basket, in: hold))
                    return try await shopper.place(wish, key: hold)
                }
            }
        }

        /// 500 guests want the same slot at once.
        private static func hold(_ slot: String, in city: ServedCity) async throws -> Answers {
            try await city.served(by: 2) { doors in
                let guests = try await gather(500) { number in try await Shopper(at: doors[number % 2]) }
                return await Answers.of(500) { number in
                    try await Shopper(guests[number], at: doors[number % 2].crowded).hold(slot, key: UUID().uuidString)
                }
            }
        }
    }
}
