extension Trade {
    /// What every town has; the first list of a new town.
    package static let common: [Trade] = table.map { Trade(slug: $0.slug, german: $0.german, english: $0.english) }

    /// The trade of a shop on the map, by its `shop`, `amenity` or `craft` tag; nil for what is no shop.
    package static func slug(osm tags: [String: String]) -> String? {
        for key in ["shop", "craft", "amenity"] {
            guard let value = tags[key] else { continue }
            if let slug = byTag["\(key)=\(value)"] { return slug }
            if key != "amenity", value != "no", value != "vacant" { return "other" }
        }
        return nil
    }

    /// By slug, or by the German or English name people write into lists.
    package static func slug(written text: String, among trades: [Trade]) -> String? {
        let wanted = text.lowercased()
        return trades.first { [$0.slug, $0.german.lowercased(), $0.english.lowercased()].contains(wanted) }?.slug
    }

    private static let byTag: [String: String] = {
        var result: [String: String] = [:]
        for row in table {
            for tag in row.tags.split(separator: " ") {
                let text = tag.contains("=") ? String(tag) : "shop=\(tag)"
                result[text] = row.slug
            }
        }
        return result
    }()

    /// Slug, German, English, OpenStreetMap's tags (`shop=` where none is named).
    private static let table: [(slug: String, german: String, english: String, tags: String)] = [
        ("bakery", "Bäckerei", "Bakery", "bakery pastry craft=bakery craft=confectionery confectionery"),
        ("beauty", "Kosmetik", "Beauty", "beauty cosmetics perfumery massage"),
        ("bicycles", "Fahrräder", "Bicycles", "bicycle"),
        ("books", "Bücher", "Books", "books"),
        ("butcher", "Metzgerei", "Butcher", "butcher craft=butcher"),
        ("cafe", "Café", "Café", "amenity=cafe amenity=ice_cream ice_cream coffee"),
        ("cars", "Auto", "Cars", "car car_repair car_parts tyres motorcycle"),
        ("cheese-deli", "Feinkost", "Delicatessen", "deli cheese dairy seafood"),
        ("chemist", "Drogerie", "Chemist", "chemist"),
        ("clothes", "Mode", "Clothes", "clothes boutique fashion_accessories"),
        ("computers", "Computer und Telefon", "Computers and phones", "computer mobile_phone electronics hifi"),
        ("crafts", "Handwerk", "Crafts", "tailor locksmith key_cutter shoe_repair craft=shoemaker craft=tailor"),
        ("drinks", "Getränke", "Drinks", "beverages alcohol wine"),
        ("farm-shop", "Hofladen", "Farm shop", "farm"),
        ("florist", "Blumen", "Florist", "florist garden_centre"),
        ("furniture", "Möbel und Wohnen", "Furniture", "furniture interior_decoration bed carpet curtain kitchen"),
        ("gifts", "Geschenke", "Gifts", "gift art craft"),
        ("greengrocer", "Obst und Gemüse", "Greengrocer", "greengrocer"),
        ("hairdresser", "Friseur", "Hairdresser", "hairdresser"),
        ("hardware", "Baumarkt und Eisenwaren", "Hardware", "doityourself hardware trade paint electrical"),
        ("health-food", "Bioladen und Reformhaus", "Health food", "health_food organic"),
        ("household", "Haushaltswaren", "Household", "houseware appliance"),
        ("jewellery", "Schmuck und Uhren", "Jewellery", "jewelry watches"),
        ("kiosk", "Kiosk und Tabak", "Kiosk", "kiosk tobacco newsagent"),
        ("laundry", "Reinigung", "Laundry", "dry_cleaning laundry"),
        ("medical", "Sanitätshaus und Hörgeräte", "Medical supply", "medical_supply hearing_aids"),
        ("optician", "Optik", "Optician", "optician"),
        ("pets", "Tierbedarf", "Pets", "pet pet_grooming"),
        ("pharmacy", "Apotheke", "Pharmacy", "amenity=pharmacy"),
        (
            "restaurant", "Gastronomie", "Restaurant",
            "amenity=restaurant amenity=fast_food amenity=pub amenity=bar amenity=biergarten"
        ),
        ("shoes", "Schuhe", "Shoes", "shoes leather bag"),
        ("sports", "Sport", "Sports", "sports outdoor fishing"),
        ("stationery", "Schreibwaren", "Stationery", "stationery copyshop"),
        ("supermarket", "Lebensmittel", "Supermarket", "supermarket convenience department_store"),
        ("toys", "Spielwaren", "Toys", "toys baby_goods"),
        ("travel", "Reisebüro", "Travel", "travel_agency"),
        ("other", "Sonstiges", "Other", ""),
    ]
}
