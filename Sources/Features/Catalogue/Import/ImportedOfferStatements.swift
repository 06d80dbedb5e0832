import Accounts
import Postgres
import Retailers
import Vocabulary

/// A row of the table that an import makes for itself.
extension ImportedOffer: Staging {
    static let createSQL = """
        CREATE TEMPORARY TABLE imported_offers (
            offer_id uuid, product_id uuid, variant_id uuid, key text, is_new boolean, is_new_product boolean,
            is_new_variant boolean, changes_words boolean, changes_pack boolean, changes_terms boolean,
            changes_price boolean, changes_stock boolean, title text, family text, brand text, shelf text,
            category_id uuid, description text, ingredients text, origin text, vat_class text, minimum_age smallint,
            variant_title text, gtin text, content_thousandths bigint, content_measure text, content_parts integer,
            drained_thousandths bigint, is_loose boolean, sku text, price_cents bigint, sale_price_cents bigint,
            sale_starts_at timestamptz, sale_ends_at timestamptz, deposit_code text, stock_mode text, on_hand bigint,
            state text
        ) ON COMMIT DROP
        """
    static let copySQL = "COPY imported_offers FROM STDIN"

    func bind(_ parameters: inout Parameters) {
        parameters.add(offer, product, variant, key, isNew, isNewProduct, isNewVariant)
        parameters.add(!changedWords.isEmpty, !changedPack.isEmpty, !changedTerms.isEmpty)
        parameters.add(isNew || changedTerms.contains("price") || changedTerms.contains("sale"))
        parameters.add(isNew || changedTerms.contains("stock"))
        parameters.add(words.title, words.family, words.brand, words.shelf, words.category, words.description)
        parameters.add(words.ingredients, words.origin, words.vatClass, words.minimumAge, pack.title, pack.gtin)
        parameters.add(pack.content?.thousandths, pack.content?.measure, pack.content?.parts ?? 1)
        parameters.add(pack.content?.drainedThousandths, pack.isLoose, terms.sku)
        terms.tag.bind(&parameters)
        parameters.add(terms.depositCode, terms.stockMode, terms.onHand, terms.state)
    }
}

// Each moves one side of the staged lines to where it belongs; all of them run in the import's one transaction.

struct AddImportedProducts: Statement {
    static let sql = """
        INSERT INTO products (city_id, id, retailer_id, category_id, title, family, brand, shelf, description,
               ingredients, origin, minimum_age, vat_class, changed_at)
        SELECT $1, product_id, $2, category_id, title, family, brand, shelf, description, ingredients, origin,
               minimum_age, vat_class, $3
          FROM imported_offers WHERE is_new_product
        """
    let city: CityID
    let retailer: RetailerID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, now) }
}

struct ChangeImportedProducts: Statement {
    static let sql = """
        UPDATE products p SET category_id = i.category_id, title = i.title, family = i.family, brand = i.brand,
               shelf = i.shelf, description = i.description, ingredients = i.ingredients, origin = i.origin,
               minimum_age = i.minimum_age, vat_class = i.vat_class, changed_at = $2, version = p.version + 1
          FROM imported_offers i
         WHERE p.city_id = $1 AND p.id = i.product_id AND i.changes_words AND NOT i.is_new_product
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
}

struct AddImportedVariants: Statement {
    static let sql = """
        INSERT INTO variants (city_id, id, product_id, title, gtin, content_thousandths, content_measure, content_parts,
               drained_thousandths, is_loose)
        SELECT $1, variant_id, product_id, variant_title, gtin, content_thousandths, content_measure, content_parts,
               drained_thousandths, is_loose
          FROM imported_offers WHERE is_new_variant
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

struct ChangeImportedVariants: Statement {
    static let sql = """
        UPDATE variants v SET title = i.variant_title, gtin = i.gtin, content_thousandths = i.content_thousandths,
               content_measure = i.content_measure, content_parts = i.content_parts,
               drained_thousandths = i.drained_thousandths, is_loose = i.is_loose
          FROM imported_offers i
         WHERE v.city_id = $1 AND v.id = i.variant_id AND i.changes_pack AND NOT i.is_new_variant
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

struct AddImportedOffers: Statement {
    static let sql = """
        INSERT INTO offers (city_id, id, retailer_id, branch_id, product_id, variant_id, key, sku, price_cents,
               sale_price_cents, sale_starts_at, sale_ends_at, deposit_code, stock_mode, state, is_imported, changed_at)
        SELECT $1, offer_id, $2, $3, product_id, variant_id, key, sku, price_cents, sale_price_cents, sale_starts_at,
               sale_ends_at, deposit_code, stock_mode, state, true, $4
          FROM imported_offers WHERE is_new
        """
    let city: CityID
    let retailer: RetailerID
    let branch: ID<Branch>
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, retailer, branch, now) }
}

struct ChangeImportedOffers: Statement {
    static let sql = """
        UPDATE offers o SET sku = i.sku, price_cents = i.price_cents, sale_price_cents = i.sale_price_cents,
               sale_starts_at = i.sale_starts_at, sale_ends_at = i.sale_ends_at, deposit_code = i.deposit_code,
               stock_mode = i.stock_mode, state = i.state, is_imported = true, changed_at = $2, version = o.version + 1
          FROM imported_offers i
         WHERE o.city_id = $1 AND o.id = i.offer_id AND i.changes_terms AND NOT i.is_new
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
}

struct PutImportedStock: Statement {
    static let sql = """
        INSERT INTO stock_levels AS s (city_id, offer_id, branch_id, on_hand, observed_at)
        SELECT $1, offer_id, $2, on_hand, $3 FROM imported_offers
         WHERE changes_stock AND stock_mode = 'tracked' ORDER BY offer_id
        ON CONFLICT (city_id, offer_id) DO UPDATE
           SET on_hand = greatest(excluded.on_hand, s.allocated), observed_at = excluded.observed_at
        """
    let city: CityID
    let branch: ID<Branch>
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, branch, now) }
}

struct DropImportedStock: Statement {
    static let sql = """
        DELETE FROM stock_levels s USING imported_offers i
         WHERE s.city_id = $1 AND s.offer_id = i.offer_id AND i.stock_mode <> 'tracked'
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

struct LogImportedPrices: Statement {
    static let sql = """
        INSERT INTO price_log (city_id, offer_id, since, price_cents, sale_price_cents, sale_starts_at, sale_ends_at)
        SELECT $1, offer_id, $2, price_cents, sale_price_cents, sale_starts_at, sale_ends_at
          FROM imported_offers WHERE changes_price
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
}

/// Words of a product reach every offer of it, also those of other branches.
struct AnnounceImportedOffers: Statement {
    static let sql = """
        INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
        SELECT o.city_id, o.id, o.product_id, o.retailer_id
          FROM imported_offers i JOIN offers o ON o.city_id = $1 AND o.id = i.offer_id
         UNION
        SELECT o.city_id, o.id, o.product_id, o.retailer_id
          FROM imported_offers i JOIN offers o ON o.city_id = $1 AND o.product_id = i.product_id
         WHERE i.changes_words
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

/// Takes offers that a list no longer holds out of the shop.
struct ArchiveOffers: Statement {
    static let sql = """
        WITH gone AS (
            UPDATE offers SET state = 'archived', changed_at = $3, version = version + 1
             WHERE city_id = $1 AND id = ANY($2::uuid[])
            RETURNING city_id, id, product_id, retailer_id)
        INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id) SELECT * FROM gone
        """
    let city: CityID
    let offers: [ID<Offer>]
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, offers, now) }
}

/// Leaves of counted offers only what baskets and orders hold.
struct EmptyStock: Statement {
    static let sql = """
        WITH emptied AS (
            UPDATE stock_levels SET on_hand = allocated, observed_at = $3
             WHERE city_id = $1 AND offer_id = ANY($2::uuid[])
            RETURNING offer_id)
        INSERT INTO catalogue_changes (city_id, offer_id, product_id, retailer_id)
        SELECT o.city_id, o.id, o.product_id, o.retailer_id
          FROM emptied e JOIN offers o ON o.city_id = $1 AND o.id = e.offer_id
        """
    let city: CityID
    let offers: [ID<Offer>]
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, offers, now) }
}
