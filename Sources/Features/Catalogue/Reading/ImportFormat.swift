import Tabular

/// A kind of product list that we know by its header.
package enum ImportFormat: String, Sendable, Hashable, CaseIterable {
    case shopify, wooCommerce, ePages, jtl, openFoodNetwork, foodCoopShop, farmList, priceList, generic

    /// The first format all of whose signature columns are there.
    package static func recognise(header: [String]) -> ImportFormat {
        let names = Set(header.map(HeaderName.normalized))
        return allCases.first { format in format.signatures.contains { $0.isSubset(of: names) } } ?? .generic
    }

    /// Sets of columns, each of which gives the format away.
    private var signatures: [Set<String>] {
        switch self {
        case .shopify: [["handle", "variant price"], ["url handle", "option1 value", "price"]]
        case .wooCommerce: [["type", "sku", "regular price"], ["typ", "artikelnummer", "regulärer preis"]]
        case .ePages: [["bezeichner", "listenpreis/eur/gross"], ["bezeichner", "listenpreis/eur/net"]]
        case .jtl: [["artikelnummer", "artikelname"], ["artikelnummer", "gp-bezugsmenge"]]
        case .openFoodNetwork: [["producer", "unit_type", "on_hand"]]
        case .foodCoopShop: [["name", "bruttopreis", "pfand", "einheit"]]
        case .farmList: [["artikelbezeichnung", "je"]]
        case .priceList: [["artikelnummer", "bezeichnung"]]
        case .generic: []
        }
    }

    /// Columns that mean something else in this format; `nil` = nothing we read.
    private var own: [String: ImportField?] {
        let nothing: ImportField? = nil
        return switch self {
        case .shopify: ["product category": nothing, "type": .group, "id": nothing]
        case .wooCommerce:
            [
                "id": .rowNumber, "type": .rowType, "typ": .rowType, "attribute 1 value(s)": .option1,
                "attribut 1 wert(e)": .option1, "attribute 2 value(s)": .option2, "attribut 2 wert(e)": .option2,
                "produkteinheit": nothing, "einheit": nothing, "short description": nothing,
                "kurzbeschreibung": nothing,
            ]
        case .ePages: ["menge im produkt": .contentAmount]
        case .jtl: ["kurzbeschreibung": nothing]
        case .foodCoopShop: ["menge": .stock, "kurze beschreibung": nothing]
        case .openFoodNetwork: ["id": nothing]
        case .farmList, .priceList, .generic: [:]
        }
    }

    /// Which column means what, by position. Of two columns that mean the same the first one counts.
    package func mapping(of header: [String]) -> [ImportField: Int] {
        var mapping: [ImportField: Int] = [:]
        for (index, name) in header.enumerated() {
            let name = HeaderName.normalized(name)
            guard let field = own[name] ?? ImportField.aliases[name], mapping[field] == nil else { continue }
            mapping[field] = index
        }
        return mapping
    }

    /// Whether a normalised name can head a column of any format: finds headers below other text.
    package static let isKnown: @Sendable (String) -> Bool = { name in
        ImportField.aliases[name] != nil || ["typ", "gp-bezugsmenge", "option1 name"].contains(name)
    }
}
