import Postgres
import Vocabulary

/// A row of the table that an adoption makes for itself.
extension PublicFact: Staging {
    package static let createSQL = """
        CREATE TEMPORARY TABLE public_facts (
            product_id uuid, variant_id uuid, gtin text, title text, ingredients text, nutrition jsonb, diet text[],
            content_thousandths bigint, content_measure text, content_parts integer, drained_thousandths bigint
        ) ON COMMIT DROP
        """
    package static let copySQL = "COPY public_facts FROM STDIN"

    package func bind(_ parameters: inout Parameters) {
        parameters.add(product, variant, gtin, title, ingredients, nutrition, diet)
        parameters.add(content?.thousandths, content?.measure, content?.parts ?? 1, content?.drainedThousandths)
    }
}

struct AddPublicProducts: Statement {
    static let sql = """
        INSERT INTO products (city_id, id, title, ingredients, nutrition, diet, source, changed_at)
        SELECT $1, f.product_id, f.title, f.ingredients, f.nutrition, f.diet, 'openfoodfacts', $2
          FROM public_facts f
         WHERE NOT EXISTS (SELECT FROM variants v WHERE v.city_id = $1 AND v.gtin = f.gtin)
        RETURNING id
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Product> { try row.next() }
}

struct AddPublicVariants: Statement {
    static let sql = """
        INSERT INTO variants (city_id, id, product_id, gtin, content_thousandths, content_measure, content_parts,
               drained_thousandths)
        SELECT $1, f.variant_id, f.product_id, f.gtin, f.content_thousandths, f.content_measure, f.content_parts,
               f.drained_thousandths
          FROM public_facts f JOIN products p ON p.city_id = $1 AND p.id = f.product_id
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
}

/// Changes what the source said before, where nobody has taken the words over since.
struct ChangePublicProducts: Statement {
    static let sql = """
        UPDATE products p SET title = f.title, ingredients = f.ingredients, nutrition = f.nutrition, diet = f.diet,
               changed_at = $2, version = p.version + 1
          FROM public_facts f JOIN variants v ON v.city_id = $1 AND v.gtin = f.gtin
         WHERE p.city_id = $1 AND p.id = v.product_id AND p.source = 'openfoodfacts' AND p.retailer_id IS NULL
           AND (p.title, p.ingredients, p.nutrition, p.diet)
               IS DISTINCT FROM (f.title, f.ingredients, f.nutrition, f.diet)
        RETURNING p.id
        """
    let city: CityID
    let now: Instant
    func bind(_ parameters: inout Parameters) { parameters.add(city, now) }
    static func decode(_ row: inout Row) throws(Fault) -> ID<Product> { try row.next() }
}
