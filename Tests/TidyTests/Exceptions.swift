import Testing

/// What breaks a limit for a reason. The list may only shrink: an entry that is larger than needed fails the test.
///
/// `Tests/tidy-exceptions.txt`, one a line: rule, what, allowed amount, the reason after `#`.
struct Exceptions {
    private var allowed: [String: Int] = [:]

    init(rule: String) throws {
        for line in try Checkout.text("Tests/tidy-exceptions.txt").split(separator: "\n") {
            let fields = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            guard fields.count == 3, fields[0] == rule, let amount = Int(fields[2]) else { continue }
            allowed[fields[1]] = amount
        }
    }

    /// Holds every measured amount against the limit or its exception.
    func check(_ measured: [(what: String, amount: Int)], limit: (String) -> Int) {
        for (what, amount) in measured where amount > (allowed[what] ?? limit(what)) {
            Issue.record("\(what): \(amount), allowed \(allowed[what] ?? limit(what))")
        }
        for (what, amount) in allowed {
            let now = measured.filter { $0.what == what }.map(\.amount).max() ?? 0
            if now < amount {
                Issue.record("tidy-exceptions.txt: \(what) needs \(now) only, not \(amount): lower or remove it")
            }
        }
    }
}
