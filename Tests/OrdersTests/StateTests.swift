import Testing
import Vocabulary

@testable import Orders

/// The tables of product.md 4.2, as written there.
struct StateTests {
    static let steps: [(OrderState, OrderEvent, OrderState)] = [
        (.placed, .accept, .accepted), (.placed, .refuse, .refused), (.placed, .cancel, .cancelled),
        (.accepted, .startPicking, .picking), (.accepted, .cancel, .cancelled), (.picking, .finishPicking, .ready),
        (.ready, .handOver, .handedOver), (.handedOver, .complete, .completed), (.handedOver, .bringBack, .returned),
        (.picking, .writeOff, .cancelled), (.ready, .writeOff, .cancelled),
    ]

    @Test func `an order knows the steps of the table and no other`() {
        for state in OrderState.allCases {
            for event in OrderEvent.allCases {
                let expected = Self.steps.first { $0.0 == state && $0.1 == event }?.2
                #expect((try? state.after(event)) == expected, "\(state) \(event)")
            }
        }
    }

    @Test func `a step that is not in the table names the state`() {
        #expect(throws: OrderProblem.wrongState(.refused)) { try OrderState.refused.after(.accept) }
    }

    @Test(
        arguments: [
            ([.placed, .placed], PurchaseState.placed),
            ([.accepted, .refused], .partlyCancelled),
            ([.ready, .picking], .partlyReady),
            ([.ready, .refused], .partlyReady),
            ([.handedOver, .ready], .onTheWay),
            ([.completed, .handedOver], .onTheWay),
            ([.completed, .completed], .completed),
            ([.completed, .refused, .cancelled], .completed),
            ([.refused, .cancelled], .cancelled),
        ] as [([OrderState], PurchaseState)])
    func `a purchase stands where its orders stand`(orders: [OrderState], state: PurchaseState) {
        #expect(PurchaseState(orders) == state)
        #expect(PurchaseState(orders.reversed()) == state)
    }

    @Test func `one wrong character in a code, or two swapped neighbours, are noticed`() {
        var generator = SplitMix(seed: 7)
        let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
        for _ in 0..<50 {
            let code = PurchaseCode.make(random: (0..<6).map { _ in UInt8.random(in: 0...255, using: &generator) })
            #expect(PurchaseCode.isValid(code) && PurchaseCode.isValid(code.lowercased()))
            for position in 0..<7 {
                var characters = Array(code)
                for wrong in alphabet where wrong != characters[position] {
                    var typed = characters
                    typed[position] = wrong
                    #expect(!PurchaseCode.isValid(String(typed)), "\(code) → \(String(typed)), seed 7")
                }
                guard position < 6, characters[position] != characters[position + 1] else { continue }
                characters.swapAt(position, position + 1)
                #expect(!PurchaseCode.isValid(String(characters)), "\(code) → \(String(characters)), seed 7")
            }
        }
    }

    @Test(arguments: ["", "ABC", "0000000", "ABCDEFGH", "ABC-DEF"])
    func `what is no code is none`(text: String) {
        #expect(!PurchaseCode.isValid(text))
    }
}

/// Splitmix64 (S. Vigna): the same seed gives the same test.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
