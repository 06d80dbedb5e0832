import Catalogue
import TestSupport
import Vocabulary
import Web

/// A guest who shops over HTTP; what was not expected is thrown as the answer it was.
struct Shopper: Sendable {
    let client: Client

    /// An answer that the act cannot go on with.
    struct Refused: Error, CustomStringConvertible {
        let reply: Reply
        var description: String { "\(reply.status) \(reply.text)" }
    }

    /// A new guest at this door.
    init(at door: Client) async throws {
        let reply = try await door.post(ServedCity.base + "/guests", "")
        client = door.with(token: try reply.expect(201).text("accessToken"))
    }

    /// The same guest at another door.
    init(_ shopper: Shopper, at door: Client) { client = door.with(token: shopper.client.token ?? "") }

    func basket(_ lines: [(offer: ID<Offer>, quantity: Int)]) async throws -> String {
        let basket = try await client.post(ServedCity.base + "/baskets", "").expect(201).text("id")
        for line in lines {
            let path = "\(ServedCity.base)/baskets/\(basket)/lines/\(line.offer)"
            _ = try await client.put(path, "{\"quantity\": \(line.quantity)}").expect(200)
        }
        return basket
    }

    func hold(_ slot: String, key: String) async throws -> Reply {
        try await client.post(ServedCity.base + "/holds", "{\"slot\": \"\(slot)\"}", ["Idempotency-Key": key])
    }

    func checkOut(_ basket: String, in hold: String) async throws -> Reply {
        let contact = """
            {"name": "Erika Muster", "phone": "0151 1234567", "street": "Hauptstraße", "houseNumber": "5",
             "postcode": "40000", "town": "Teststadt", "place": {"latitude": 51, "longitude": 7}}
            """
        return try await client.post(
            "\(ServedCity.base)/baskets/\(basket)/checkout",
            "{\"hold\": \"\(hold)\", \"contact\": \(contact), \"payment\": \"cash\"}")
    }

    /// The button, on a checkout as `checkOut` answered it.
    func place(_ wish: String, key: String) async throws -> Reply {
        try await client.post(ServedCity.base + "/purchases", wish, ["Idempotency-Key": key])
    }

    /// The body of the button.
    static func wish(_ checkout: Reply) throws -> String {
        let tree = try checkout.expect(200)
        return try "{\"checkout\": \"\(tree.text("id"))\", \"summaryHash\": \"\(tree.text("summaryHash"))\"}"
    }
}

extension Reply {
    /// The body, where the status is the expected one.
    func expect(_ status: Int) throws -> JSONTree {
        guard self.status == status else { throw Shopper.Refused(reply: self) }
        return json
    }
}

extension JSONTree {
    /// A member that must be there and be text.
    func text(_ key: String) throws -> String {
        guard let text = self[key]?.string else { throw Missing(key: key) }
        return text
    }

    struct Missing: Error { let key: String }
}

/// What many requests at once were answered with: `201`, `409 orders/too-few`, or the error's text.
struct Answers {
    private(set) var counts: [String: Int] = [:]

    var statuses5xx: Int { counts.filter { $0.key.hasPrefix("5") }.values.reduce(0, +) }

    subscript(answer: String) -> Int { counts[answer] ?? 0 }

    mutating func count(_ answer: String) { counts[answer, default: 0] += 1 }

    /// `number` requests at once. A refusal thrown as `Shopper.Refused` counts as its answer.
    static func of(_ number: Int, _ ask: @escaping @Sendable (Int) async throws -> Reply) async -> Answers {
        await withTaskGroup(of: String.self) { group in
            for index in 0..<number {
                group.addTask {
                    do { return try await ask(index).word } catch let refused as Shopper.Refused {
                        return refused.reply.word
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: Answers()) { $0.count($1) }
        }
    }
}

extension Reply {
    /// Status, and the problem's code where it is one.
    var word: String { status < 400 ? "\(status)" : "\(status) \(code ?? "")" }
}

/// `count` values made a few at a time.
func gather<Value: Sendable>(
    _ count: Int, atOnce width: Int = 16, _ make: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
        var made: [Int: Value] = [:]
        for index in 0..<count {
            if index >= width, let (number, value) = try await group.next() { made[number] = value }
            group.addTask { (index, try await make(index)) }
        }
        while let (number, value) = try await group.next() { made[number] = value }
        return (0..<count).compactMap { made[$0] }
    }
}
