import OSMExtract
import Testing
import Vocabulary

@testable import Places

/// What was typed, taken apart.
struct AddressQueryTests {
    @Test(arguments: [
        ("Hauptstr. 12a, 63303 Dreieich", "Hauptstr. Dreieich", "12a", "63303"),
        ("12 Taunusstraße", "Taunusstraße", "12", nil), ("Taunusstrasse", "Taunusstrasse", nil, nil),
        ("Hauptstraße 12 a", "Hauptstraße", "12a", nil), ("D-63303 Dreieich", "Dreieich", nil, "63303"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", "135", nil), ("Q7 24", "Q7", "24", nil),
        ("Hauptstr. 12-14", "Hauptstr.", "12", nil), ("1012 AB Damrak 1", "Damrak", "1", "1012 AB"),
        ("", "", nil, nil), ("   ,,, ", "", nil, nil), ("99999", "", "99999", nil),
        // One slip in a postcode: left out, doubled, replaced, swapped, a letter for a digit.
        ("Hauptstr. 12, 6303 Dreieich", "Hauptstr. Dreieich", "12", "6303"),
        ("Hauptstr. 12, 633303 Dreieich", "Hauptstr. Dreieich", "12", "633303"),
        ("6303 Dreieich, Hauptstr. 12", "Dreieich Hauptstr.", "12", "6303"),
        ("Hauptstr. 12, 63330 Dreieich", "Hauptstr. Dreieich", "12", "63330"),
        ("Hauptstr. 12, 633O3 Dreieich", "Hauptstr. Dreieich", "12", "633O3"),
        ("Hauptstr. 12, 633 03 Dreieich", "Hauptstr. Dreieich", "12", "63303"),
        ("Hauptstr. 12, 63303Dreieich", "Hauptstr. Dreieich", "12", "63303"),
        // A long number alone is the house's.
        ("Hauptstr. 6303", "Hauptstr.", "6303", nil), ("1234 Hauptstr.", "Hauptstr.", "1234", nil),
        ("Hauptstr. 12 - 14", "Hauptstr.", "12", nil), ("Hauptstr. 12 – 14, 63303", "Hauptstr.", "12", "63303"),
        ("Hauptstr. Nr. 12 A", "Hauptstr.", "12a", nil),
        ("Hauptstraße12a Dreieich", "Hauptstraße Dreieich", "12a", nil),
    ])
    func `words, number and postcode are told apart`(text: String, words: String, number: String?, postcode: String?) {
        let query = AddressQuery(text, Postcodes(["63303", "1012 AB"]))
        #expect(query.words.joined(separator: " ") == words)
        #expect(query.number?.description == number)
        #expect(query.postcode == postcode)
    }

    @Test(arguments: [
        ("Hauptstr.", "hauptstrasse"), ("Berliner Str", "berliner-strasse"), ("HAUPTSTRASSE", "hauptstrasse"),
        ("Am Müllerweg", "am-mullerweg"), ("Am Muellerweg", "am-mullerweg"), ("Kaiserpl.", "kaiserplatz"),
        ("Улица Мира", "улица-мира"), ("日本橋", "日本橋"),
    ])
    func `one spelling stands for all`(text: String, key: String) { #expect(AddressWords.key(text) == key) }

    @Test func `a number that is not mapped lies between its neighbours of the same side`() throws {
        let numbers = [("1", 0), ("2", 1000), ("5", 400), ("6", 3000), ("12a", 7000), ("60", 9000)]
        let houses = numbers.map { number, east in
            AddressBook.House(
                street: 0, number: HouseNumber(number)!,
                point: GroundPoint(latitude: 500_000_000, longitude: 80_000_000 + Int32(east)))
        }
        func east(_ number: String) -> Int32? {
            TownAddresses.house(HouseNumber(number)!, among: houses[...]).map { $0.point.longitude - 80_000_000 }
        }
        #expect(east("3") == 200 && east("4") == 2000)
        #expect(east("6a") == 3000, "12a where only 12 is known")
        #expect(TownAddresses.house(HouseNumber("12-A")!, among: houses[...])?.point.longitude == 80_007_000)
        #expect(TownAddresses.house(HouseNumber("12/a")!, among: houses[...])?.match == .exact)
        #expect(TownAddresses.house(HouseNumber("12b")!, among: houses[...])?.match == .interpolated)
        #expect(east("30") == nil && east("61") == nil, "too far from any house to tell")
        #expect(TownAddresses.house(HouseNumber(5), among: houses[...])?.match == .exact)
        #expect(TownAddresses.house(HouseNumber(3), among: houses[...])?.match == .interpolated)
    }

    @Test func `a key says the same in every spelling`() {
        #expect(AddressKey("63303,Taunusstr.,12 A") == AddressKey("63303,taunusstrasse,12a"))
        for text in ["", "63303", "63303,Taunusstr.", "63303,Taunusstr.,x", ",,", "1,,2", "1,2,3,4"] {
            #expect(AddressKey(text) == nil, "\(text)")
        }
    }
}
