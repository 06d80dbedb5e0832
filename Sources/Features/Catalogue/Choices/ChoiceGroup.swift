import Vocabulary
import Web

/// What can be had with an offer: one choice or several out of a group, each at its own price.
package struct ChoiceGroup: Sendable, Equatable {
    package let id: ID<ChoiceGroup>
    package let title: String
    package let atLeast: Int
    package let atMost: Int
    package let choices: [Choice]
}

/// One thing to choose, for each unit of the offer.
package struct Choice: Sendable, Equatable {
    package let id: ID<Choice>
    package let title: String
    package let price: Money
    /// `nil`: as the goods themselves.
    package let vatClass: VATClass?
}

extension [ChoiceGroup] {
    /// The choices of these ids in the order of the groups; `nil` where one is unknown, or a group has too few or too
    /// many of them.
    package func chosen(_ ids: [ID<Choice>]) -> [Choice]? {
        let wanted = Set(ids)
        var found: [Choice] = []
        for group in self {
            let own = group.choices.filter { wanted.contains($0.id) }
            guard (group.atLeast...group.atMost).contains(own.count) else { return nil }
            found += own
        }
        return found.count == ids.count ? found : nil
    }
}

/// Groups as a shop writes them, `{"groups": [{"title", "atLeast"?, "atMost"?, "choices": [{"title", "price",
/// "vatClass"?}]}]}`. Every writing gives them new ids.
struct ChoicesWish: Sendable {
    struct Group: Sendable {
        let title: String
        let atLeast: Int
        let atMost: Int
        let choices: [(title: String, price: Money, vatClass: VATClass?)]
    }
    let groups: [Group]

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        groups = try fields.array("groups", 0...20) { (json) throws(RequestProblem) in try Group(json: json) }
        try fields.end()
    }
}

extension ChoicesWish.Group {
    fileprivate init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        title = try fields.required("title", characters: 1...120)
        choices = try fields.array("choices", 1...50) { (json) throws(RequestProblem) in
            var fields = try json.object()
            let title = try fields.required("title", characters: 1...120)
            let amount = try fields.required("price")
            let price = try Money(json: amount)
            guard price >= .zero else { throw amount.wrong("range", "must not be negative") }
            let vatClass: VATClass? = try fields.optional("vatClass")
            try fields.end()
            return (title, price, vatClass)
        }
        atLeast = try fields.optional("atLeast", in: 0...50) ?? 0
        atMost = try fields.optional("atMost", in: 1...50) ?? choices.count
        try fields.end()
        guard atLeast <= atMost, atMost <= choices.count else {
            throw json.wrong("range", "atLeast must not be above atMost, nor atMost above the number of choices")
        }
    }
}

extension ChoiceGroup: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("title", title)
            $0.field("atLeast", atLeast)
            $0.field("atMost", atMost)
            $0.array("choices") { json in
                for choice in choices {
                    json.object {
                        $0.field("id", choice.id)
                        $0.field("title", choice.title)
                        $0.field("price", choice.price)
                        $0.field("vatClass", choice.vatClass)
                    }
                }
            }
        }
    }
}
