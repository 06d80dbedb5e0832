import Accounts
import Postgres
import Vocabulary

struct ListCategories: Statement {
    static let sql = """
        SELECT id, parent_id, slug, title, title_en, synonyms, rank, minimum_age, food_information_required,
               version
          FROM categories WHERE city_id = $1 ORDER BY rank, title, id
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> Category {
        try Category(&row)
    }
}

extension Category {
    fileprivate init(_ row: inout Row) throws(Fault) {
        let id: ID<Category> = try row.next()
        let parent: ID<Category>? = try row.next()
        let slug: String = try row.next()
        let title: String = try row.next()
        let english: String? = try row.next()
        let synonyms: [String] = try row.next()
        let rank: Int = try row.next()
        let age: Int = try row.next()
        let isFood: Bool = try row.next()
        self.init(
            id: id, parent: parent, slug: slug, title: title, englishTitle: english, synonyms: synonyms, rank: rank,
            minimumAge: age, isFoodInformationRequired: isFood, version: try row.next())
    }
}

/// The whole tree, held until the transaction ends: whoever moves a branch of it must see that it stays a tree.
struct LockCategories: Statement {
    static let sql = """
        SELECT id, parent_id, slug, title, title_en, synonyms, rank, minimum_age, food_information_required, version
          FROM categories WHERE city_id = $1 ORDER BY id FOR UPDATE
        """
    let city: CityID
    func bind(_ parameters: inout Parameters) { parameters.add(city) }
    static func decode(_ row: inout Row) throws(Fault) -> Category { try Category(&row) }
}

struct InsertCategory: Statement {
    static let sql = """
        INSERT INTO categories (city_id, id, parent_id, slug, title, title_en, synonyms, rank, minimum_age,
               food_information_required)
        VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10)
        """
    static let refusals: [String: any Problem] = ["categories_slug_once": CatalogueProblem.slugTaken]
    let city: CityID
    let category: Category
    func bind(_ parameters: inout Parameters) { category.bind(in: city, &parameters) }
}

struct UpdateCategory: Statement {
    static let sql = """
        UPDATE categories SET parent_id = $3, slug = $4, title = $5, title_en = $6, synonyms = $7::text[], rank = $8,
               minimum_age = $9, food_information_required = $10, version = version + 1
         WHERE city_id = $1 AND id = $2
        """
    static let refusals = InsertCategory.refusals
    let city: CityID
    let category: Category
    func bind(_ parameters: inout Parameters) { category.bind(in: city, &parameters) }
}

struct DeleteCategory: Statement {
    static let sql = "DELETE FROM categories WHERE city_id = $1 AND id = $2"
    static let refusals: [String: any Problem] = [
        "products_city_id_category_id_fkey": CatalogueProblem.categoryInUse,
        "categories_city_id_parent_id_fkey": CatalogueProblem.categoryInUse,
    ]
    let city: CityID
    let category: ID<Category>
    func bind(_ parameters: inout Parameters) { parameters.add(city, category) }
}

/// Adds a category, or changes the one of the same slug, whose id stays.
struct PutCategory: Statement {
    static let sql = """
        INSERT INTO categories (city_id, id, parent_id, slug, title, title_en, synonyms, rank, minimum_age,
               food_information_required)
        VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10)
        ON CONFLICT (city_id, slug) DO UPDATE SET title = excluded.title, title_en = excluded.title_en,
               synonyms = excluded.synonyms, rank = excluded.rank, minimum_age = excluded.minimum_age,
               food_information_required = excluded.food_information_required, version = categories.version + 1
        """
    let city: CityID
    let category: Category
    func bind(_ parameters: inout Parameters) {
        category.bind(in: city, &parameters)
    }
}

extension Category {
    /// Ten parameters, the city first.
    fileprivate func bind(in city: CityID, _ parameters: inout Parameters) {
        parameters.add(city, id, parent, slug, title, englishTitle)
        parameters.add(synonyms, rank, minimumAge, isFoodInformationRequired)
    }
}
