import Accounts
import Cities
import Hummingbird
import Vocabulary
import Web

/// `/payment-methods` for everybody, `…/retailers/{retailer}/statement` for owners, `/ledger` for operators.
package struct PaymentRoutes: Sendable {
    let payments: Payments

    package init(payments: Payments) { self.payments = payments }

    package func mount(on city: Endpoints<CityContext>) {
        city.get("payment-methods", use: methods)
        city.group("retailers/{retailer}/statement", as: StaffContext.self, who: "the retailer's owner")
            .get(use: statement)
        city.group("ledger", as: OperatorContext.self, who: "city operator")
            .get(use: ledger)
    }

    @Sendable func methods(_ request: Request, _ context: CityContext) async throws -> Page<PaymentMethodView> {
        try request.noQuery()
        return Page(payments.methods.map(PaymentMethodView.init))
    }

    @Sendable func statement(_ request: Request, _ context: StaffContext) async throws -> StatementView {
        try context.require(.owner, scope: .figures)
        let days = try BookDays(request, in: context.city, at: payments.clock.now())
        return StatementView(
            statement: try await payments.statement(of: context.retailer, days, in: context.city.id))
    }

    @Sendable func ledger(_ request: Request, _ context: OperatorContext) async throws -> LedgerView {
        let days = try BookDays(request, in: context.city, at: payments.clock.now())
        return LedgerView(figures: try await payments.figures(days, in: context.city.id))
    }
}

extension BookDays {
    /// `from` and `to`, days; without them the last 30. At most 400 days.
    init(_ request: Request, in city: City, at now: Instant) throws(RequestProblem) {
        var query = try request.query()
        let today = city.zone.clock(at: now).day
        let last: CalendarDay = try query.optional("to") ?? today
        let first: CalendarDay = try query.optional("from") ?? last - 29
        try query.end()
        guard first <= last, last.daysSinceEpoch - first.daysSinceEpoch < 400 else {
            throw Query.wrong("to", "range", "must not be before from, nor 400 days later")
        }
        self.init(first: first, last: last)
    }
}
