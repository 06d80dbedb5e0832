import Storefront
import Testing

struct LanguageTests {
    @Test(arguments: [
        (nil, Language.german), ("", .german), ("de", .german), ("en-GB,en;q=0.8,de;q=0.5", .english),
        ("fr, en;q=0.3, de;q=0.4", .german), ("fr", .german), ("en;q=0, de;q=0.1", .german), ("EN-us", .english),
        (";;,=,q", .german), ("en;q=abc", .german),
    ])
    func `the browser's best language that we speak is taken`(header: String?, expected: Language) {
        #expect(Language(accepting: header) == expected)
    }
}
