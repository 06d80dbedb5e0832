/// What goes into the frame around a page.
protocol Headed: Sendable {
    /// The page's h1 and the first words of its title.
    var headline: String { get }
    /// What was searched, to stand in the search field.
    var query: String { get }
}

extension Headed {
    var query: String { "" }
}

extension FrontPage: Headed { var headline: String { heading } }
extension SearchPage: Headed { var headline: String { heading } }
extension ShopsPage: Headed { var headline: String { heading } }
extension LinksPage: Headed { var headline: String { heading } }
extension ShopSheet: Headed { var headline: String { name } }
extension ProductSheet: Headed { var headline: String { title } }
