import Vocabulary

/// Somebody through whom residents pay.
///
/// What can be promised without asking anybody is a pure answer, given inside the placing transaction. All else runs in
/// jobs, never while rows are locked.
package protocol PaymentProvider: Sendable {
    var method: PaymentMethod { get }

    /// What holds for an amount from the start, without a network; `nil` where the provider must be asked.
    func promise(for amount: Money, on day: CalendarDay) -> PaymentPromise?

    /// Asks the provider's own machine. `order.key` makes asking twice harmless. Throws `Fault` where its outcome is
    /// not known; then it is asked again.
    func carryOut(_ order: ProviderOrder) async throws -> ProviderAnswer
}

/// That an amount will come, and where.
package struct PaymentPromise: Sendable, Equatable {
    package let authorised: Money
    package let due: CalendarDay?
}

/// One wish to a provider.
package struct ProviderOrder: Sendable {
    package enum Act: String, Sendable {
        case authorise, capture, void, refund
    }
    package let act: Act
    package let payment: ID<Payment>
    package let amount: Money
    /// The same for each attempt.
    package let key: String
}

/// What a provider said.
package enum ProviderAnswer: Sendable, Equatable {
    case done(reference: String)
    case declined(code: String)
}

/// Cash at the door or in the shop: promised at once, captured by whoever takes it.
package struct CashProvider: PaymentProvider {
    package let method = PaymentMethod.cash
    package init() {}

    package func promise(for amount: Money, on day: CalendarDay) -> PaymentPromise? {
        PaymentPromise(authorised: amount, due: nil)
    }

    package func carryOut(_ order: ProviderOrder) async throws -> ProviderAnswer { .done(reference: order.key) }
}

/// An invoice: promised at once, due some days after the order, captured when the money is on the account.
package struct InvoiceProvider: PaymentProvider {
    package let method = PaymentMethod.invoice
    let days: Int

    package init(days: Int = 14) { self.days = days }

    package func promise(for amount: Money, on day: CalendarDay) -> PaymentPromise? {
        PaymentPromise(authorised: amount, due: day + days)
    }

    package func carryOut(_ order: ProviderOrder) async throws -> ProviderAnswer { .done(reference: order.key) }
}
