import Vocabulary

/// One branch of the city's tree of goods.
package struct Category: Sendable, Hashable {
    package let id: ID<Category>
    package let parent: ID<Category>?
    /// Unique in the city, for paths and lists.
    package let slug: String
    package let title: String
    package let englishTitle: String?
    /// Other words for it; lists are matched by them and search knows them.
    package let synonyms: [String]
    package let rank: Int
    /// Goods below it are sold from this age on (JuSchG).
    package let minimumAge: Int
    /// Prepacked food: nothing below it is published without the facts of the LMIV.
    package let isFoodInformationRequired: Bool
    package let version: Int64

    package init(
        id: ID<Category>, parent: ID<Category>?, slug: String, title: String, englishTitle: String? = nil,
        synonyms: [String] = [], rank: Int = 0, minimumAge: Int = 0, isFoodInformationRequired: Bool = false,
        version: Int64 = 1
    ) {
        self.id = id
        self.parent = parent
        self.slug = slug
        self.title = title
        self.englishTitle = englishTitle
        self.synonyms = synonyms
        self.rank = rank
        self.minimumAge = minimumAge
        self.isFoodInformationRequired = isFoodInformationRequired
        self.version = version
    }
}

/// The whole tree, small enough to be read at once.
package struct CategoryTree: Sendable {
    /// So many steps from a leaf to the root at most.
    static let depthMost = 20

    package let categories: [Category]
    private let byID: [ID<Category>: Category]
    private let byWord: [String: ID<Category>]

    package init(_ categories: [Category]) {
        self.categories = categories
        byID = Dictionary(categories.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var byWord: [String: ID<Category>] = [:]
        for category in categories {
            for word in [category.title, category.slug] + category.synonyms where byWord[word.lowercased()] == nil {
                byWord[word.lowercased()] = category.id
            }
        }
        self.byWord = byWord
    }

    package subscript(id: ID<Category>) -> Category? { byID[id] }

    /// From the category up to the root.
    package func path(to id: ID<Category>) -> [Category] {
        var path: [Category] = []
        var next: ID<Category>? = id
        while let id = next, let category = byID[id], path.count < Self.depthMost {
            path.append(category)
            next = category.parent
        }
        return path
    }

    /// What holds for goods in it: the highest age and any duty of the way up.
    package func rules(for id: ID<Category>?) -> (minimumAge: Int, isFoodInformationRequired: Bool) {
        let path = id.map(path(to:)) ?? []
        return (path.map(\.minimumAge).max() ?? 0, path.contains(where: \.isFoodInformationRequired))
    }

    /// The category that a list's own group names: "Lebensmittel > Honig" by its last part, else by an earlier one.
    package func match(group: String) -> ID<Category>? {
        for part in group.split(separator: ">").reversed() {
            let word = part.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
            if let id = byWord[word] { return id }
        }
        return nil
    }
}
