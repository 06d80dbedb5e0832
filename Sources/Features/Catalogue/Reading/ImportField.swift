/// What a column of a product list can mean.
package enum ImportField: String, Sendable, Hashable, CaseIterable {
    case sku, gtin, title, brand, group, description, ingredients, origin, label
    /// A price whose header does not say whether VAT is inside.
    case price
    case grossPrice, netPrice, salePrice, saleStart, saleEnd
    case unit, contentAmount, contentUnit, drainedAmount
    case deposit, vat, minimumAge, stock, stockTracking, published, currency
    /// Several rows of one product share it (Shopify's handle).
    case handle
    /// The row of the parent product (WooCommerce, JTL).
    case parent
    case rowNumber, rowType
    case optionName1, option1, option2, option3

    /// What a column of a given header is in any of the formats of design/product.md, section 5, unless the format says
    /// otherwise. Keys are normalised names.
    static let aliases: [String: ImportField] = {
        var aliases: [String: ImportField] = [:]
        for (field, names) in names { for name in names { aliases[name] = field } }
        return aliases
    }()

    private static let names: [(ImportField, [String])] = [
        (
            .sku,
            [
                "sku", "artikelnummer", "artikel-nr", "artikel-nr.", "art.-nr.", "artnr", "bestellnummer",
                "variant sku",
                "bezeichner", "reference #", "productid", "id", "artikelnr",
            ]
        ),
        (
            .gtin,
            [
                "gtin", "ean", "barcode", "variant barcode", "gtin, upc, ean, or isbn", "gtin, upc, ean oder isbn",
                "meta: _ts_gtin", "produkt-code", "ean13", "code", "gtin|ean", "ean-code", "variant ean",
            ]
        ),
        (
            .title,
            [
                "title", "name", "bezeichnung", "artikelbezeichnung", "artikelname", "titel", "produktname",
                "product title",
                "name/deutsch", "product_name_de", "product_name", "productname", "artikel", "produkt",
            ]
        ),
        (.brand, ["vendor", "hersteller", "brand", "marke", "lieferant", "producer", "manufacturer", "brands"]),
        (
            .group,
            [
                "produktgruppe", "warengruppe", "kategorie", "kategorie 1", "kategorie ebene 1", "kategorien",
                "categories",
                "category", "product category", "product type", "product_type", "type", "categories (x,y,z...)",
            ]
        ),
        (
            .description,
            [
                "description", "beschreibung", "body (html)", "kurzbeschreibung", "short description",
                "kurze beschreibung",
                "beschreibung/deutsch", "summary",
            ]
        ),
        (.ingredients, ["ingredients", "zutaten", "ingredients_text", "ingredients_text_de"]),
        (.origin, ["origin", "herkunft", "herkunftsland", "origins", "meta: _manufacture_country"]),
        (.label, ["label", "siegel"]),
        (
            .price,
            [
                "price", "preis", "vk-preis", "vk", "verkaufspreis", "variant price", "regular price",
                "regulärer preis",
                "preis euro", "preis (eur)", "preis in euro", "sellingprice", "preis 1",
            ]
        ),
        (
            .grossPrice,
            [
                "bruttopreis", "brutto-vk", "vk brutto", "preis brutto", "preis (brutto)", "listenpreis/eur/gross",
                "price tax included", "vk-preis brutto", "brutto",
            ]
        ),
        (
            .netPrice,
            [
                "nettopreis", "netto-vk", "vk netto", "preis netto", "preis (netto)", "price_net", "price tax excluded",
                "listenpreis/eur/net", "netto",
            ]
        ),
        (.salePrice, ["sale price", "angebotspreis", "sale_price", "aktionspreis", "sonderpreis"]),
        (.saleStart, ["date sale price starts", "datum, an dem angebotspreis beginnt"]),
        (.saleEnd, ["date sale price ends", "datum, an dem angebotspreis endet"]),
        (.unit, ["je", "einheit", "verkaufseinheit"]),
        (
            .contentAmount,
            [
                "unit price total measure", "menge", "menge im produkt", "units", "inhalt", "produkteinheit",
                "meta: _unit_product", "nettofüllmenge",
            ]
        ),
        (
            .contentUnit,
            [
                "unit price total measure unit", "mengeneinheit", "unit_type", "inhaltseinheit", "referenzeinheit",
                "meta: _unit",
            ]
        ),
        (.drainedAmount, ["abtropfgewicht"]),
        (.deposit, ["pfand", "pfand/eur/gross", "deposit"]),
        (
            .vat,
            [
                "steuersatz", "steuerklasse", "mwst", "mwst.", "mehrwertsteuer", "tax class", "tax_category", "ust",
                "defaulttaxrate",
            ]
        ),
        (.minimumAge, ["mindestalter", "meta: _min_age"]),
        (
            .stock,
            [
                "stock", "lager", "lagerbestand", "bestand", "variant inventory qty", "inventory quantity", "on_hand",
                "quantity", "inventory_count",
            ]
        ),
        (.stockTracking, ["variant inventory tracker", "inventory tracker", "track_inventory"]),
        (.published, ["published", "veröffentlicht", "sichtbar", "aktiv"]),
        (.currency, ["currency", "währung", "price_currency"]),
        (.handle, ["handle", "url handle", "product handle", "slug"]),
        (.parent, ["parent", "übergeordnetes produkt", "elternartikel", "vaterartikel"]),
        (.option1, ["option1 value", "option1_value"]),
        (.option2, ["option2 value", "option2_value"]),
        (.option3, ["option3 value", "option3_value"]),
    ]
}
