import Accounts
import Cities
import Postgres
import Retailers
import Vocabulary

extension Catalogue {
    /// Adds or changes categories, parents before their children; answers the tree.
    package func put(_ categories: [Category], in city: CityID) async throws -> CategoryTree {
        try await database.transaction(in: city) { tx in
            for category in categories { try tx.run(PutCategory(city: city, category: category)) }
        }
        return try await self.categories(in: city)
    }

    /// A new part of the tree. Throws `.slugTaken`, `.categoryUnknown` for a parent that is none.
    package func add(_ category: Category, with act: Act) async throws -> Category {
        try await change("add", category.id, with: act) { tree, city, tx in
            try Self.check(category, in: tree)
            try tx.run(InsertCategory(city: city, category: category))
        }
    }

    /// Says everything of a category anew. Throws `.stale`, and `.categoryLoop` where it would stand below itself.
    package func replace(_ category: Category, at version: Int64, with act: Act) async throws -> Category {
        try await change("change", category.id, with: act) { tree, city, tx in
            guard let old = tree[category.id] else { throw CatalogueProblem.unknown }
            guard old.version == version else { throw CatalogueProblem.stale }
            try Self.check(category, in: tree)
            try tx.run(UpdateCategory(city: city, category: category))
        }
    }

    /// Takes an empty category out. Throws `.categoryInUse` where goods or other categories stand in it.
    package func remove(_ category: ID<Category>, at version: Int64, with act: Act) async throws {
        let (city, now) = (act.city.id, clock.now())
        try await database.transaction(in: city) { tx in
            let tree = CategoryTree(try tx.rows(LockCategories(city: city)))
            guard let old = tree[category] else { throw CatalogueProblem.unknown }
            guard old.version == version else { throw CatalogueProblem.stale }
            try tx.run(DeleteCategory(city: city, category: category))
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, "remove", "category", category))
        }
    }

    private func change(
        _ action: String, _ id: ID<Category>, with act: Act,
        _ body: @escaping @Sendable (CategoryTree, CityID, inout Tx) throws -> Void
    ) async throws -> Category {
        let (city, now) = (act.city.id, clock.now())
        return try await database.transaction(in: city) { tx in
            try body(CategoryTree(tx.rows(LockCategories(city: city))), city, &tx)
            try tx.run(AuditEntry(in: city, at: now, by: act.actor, action, "category", id))
            guard let after = try tx.rows(LockCategories(city: city)).first(where: { $0.id == id }) else {
                throw CatalogueProblem.unknown
            }
            return after
        }
    }

    private static func check(_ category: Category, in tree: CategoryTree) throws(CatalogueProblem) {
        guard let parent = category.parent else { return }
        guard tree[parent] != nil else { throw .categoryUnknown }
        let path = tree.path(to: parent)
        guard !path.contains(where: { $0.id == category.id }), path.count < CategoryTree.depthMost else {
            throw .categoryLoop
        }
    }
}
