extension OpeningHours {
    /// Reads OpenStreetMap's `opening_hours` with the liberties mappers take. What has two readings is refused.
    package init(_ text: String, grammar: HoursGrammar = HoursGrammar()) throws(HoursRefusal) {
        var parser = HoursParser(tokens: try HoursLexer.tokens(of: text), grammar: grammar)
        rules = try parser.parseRules()
    }
}

/// A recursive descent over the tokens: one rule after the other.
/// The selectors of dates are in HoursDateParser.swift, those of times in HoursTimeParser.swift.
struct HoursParser {
    let tokens: [HoursToken]
    let grammar: HoursGrammar
    var position = 0

    init(tokens: [HoursToken], grammar: HoursGrammar) {
        self.tokens = tokens
        self.grammar = grammar
    }

    // MARK: Looking at tokens

    var kind: HoursToken.Kind { tokens[position].kind }
    var offset: Int { tokens[position].offset }

    func kind(ahead: Int) -> HoursToken.Kind { tokens[min(position + ahead, tokens.count - 1)].kind }
    func spaced(ahead: Int) -> Bool { tokens[min(position + ahead, tokens.count - 1)].spaced }

    mutating func take(_ expected: HoursToken.Kind) -> Bool {
        guard kind == expected else { return false }
        position += 1
        return true
    }

    func refusal(_ sentence: String) -> HoursRefusal { HoursRefusal(offset, sentence) }

    // MARK: Rules

    mutating func parseRules() throws(HoursRefusal) -> [HoursRule] {
        var rules: [HoursRule] = []
        var link = HoursRule.Link.normal
        while true {
            let start = position
            var rule = try parseRule()
            guard position > start else {
                throw refusal(kind == .end ? "hours are missing" : "a rule begins otherwise")
            }
            rule.link = link
            rules.append(rule)
            switch kind {
            case .end: return rules
            case .symbol(";"):
                position += 1
                link = .normal
            case .symbol(","):
                position += 1
                link = .additional
            case .fallback:
                position += 1
                link = .fallback
            // A selector of days right after times, without a separator: the rule before has said all it can.
            default: link = .additional
            }
            if kind == .end, link != .fallback { return rules }
        }
    }

    /// What of a rule has been read so far.
    struct Draft {
        var rule = HoursRule()
        var effect: HoursRule.Effect?
        var always = false

        var hasBody: Bool { !rule.times.isEmpty || effect != nil || rule.comment != nil || always }
    }

    private mutating func parseRule() throws(HoursRefusal) -> HoursRule {
        var draft = Draft()
        while try parsePart(of: &draft) {}
        draft.rule.effect = draft.effect ?? (draft.rule.comment == nil ? .open : .unknown)
        return draft.rule
    }

    /// One selector, modifier or comment; false where the rule ends.
    private mutating func parsePart(of draft: inout Draft) throws(HoursRefusal) -> Bool {
        switch kind {
        case .end, .symbol(";"), .fallback: return false
        case .symbol(","):
            guard draft.hasBody else { throw refusal("a list that does not go on with its own kind") }
            return false
        case .comment(let text):
            guard draft.rule.comment == nil else { throw refusal("a second comment") }
            draft.rule.comment = text
            position += 1
        case .word(.open), .word(.closed), .word(.unknown): try parseEffect(of: &draft)
        case .word(.always): try parseAlways(of: &draft)
        case .word(.sun): throw refusal("times of the sun are not supported")
        case .number(_, let width) where !(width == 4 && !startsClock):
            try parseTimes(into: &draft.rule, always: draft.always, after: draft.effect)
        default:
            // `10:00-14:30 Nov off`: another rule, additional.
            if !draft.rule.times.isEmpty, draft.effect == nil, draft.rule.comment == nil, startsDates { return false }
            guard draft.rule.times.isEmpty, draft.effect == nil, !draft.always else {
                throw refusal("nothing that can follow here")
            }
            try parseDates(into: &draft.rule)
        }
        return true
    }

    private var startsDates: Bool {
        switch kind {
        case .word(.month), .word(.weekday), .word(.week), .word(.easter), .word(.publicHoliday), .word(.schoolHoliday):
            true
        case .number: true
        default: false
        }
    }

    private mutating func parseEffect(of draft: inout Draft) throws(HoursRefusal) {
        guard draft.effect == nil else { throw refusal("a second word for open or closed") }
        switch kind {
        case .word(.open): draft.effect = .open
        case .word(.closed): draft.effect = .closed
        default: draft.effect = .unknown
        }
        position += 1
        skipColon()
    }

    private mutating func parseAlways(of draft: inout Draft) throws(HoursRefusal) {
        guard draft.rule.times.isEmpty, !draft.always, draft.effect == nil else { throw refusal("24/7 beside times") }
        draft.always = true
        position += 1
        skipColon()
    }

    /// `Mo-Fr: 10:00`: a colon after a selector says nothing.
    mutating func skipColon() {
        if kind == .symbol(":"), kind(ahead: 1) != .symbol(":"), kind(ahead: 1) != .end { position += 1 }
    }
}
