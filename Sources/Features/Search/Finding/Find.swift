import Catalogue
import Cities
import SearchIndex
import Vocabulary

extension Search {
    /// Finds products and shops in a town, from memory. Throws `filling` before the town has been read, and the problem
    /// of a wish that names what the town does not have.
    package func find(_ wish: SearchWish, in city: City) throws(SearchProblem) -> Findings {
        let shelves = try shelves(of: city.id)
        let now = clock.now()
        let ask = try Ask(wish, shelves, at: now)
        let answer = shelves.snapshot.search(ask.query)
        let showing = Showing(shelves, ask, at: now)
        return Findings(
            hits: answer.hits.compactMap(showing.hit), total: answer.total,
            facets: wish.wantsFacets ? showing.counts(answer.facets) : nil, suggestion: answer.suggestion,
            words: wish.explains ? answer.words : nil, zone: ask.zone, isPartial: shelves.isPartial)
    }

    /// How the last word may go on, the commonest first.
    package func suggest(
        _ text: String, limit: Int, in city: City
    ) throws(SearchProblem) -> [(text: String, count: Int)] {
        try shelves(of: city.id).snapshot.suggest(text, limit: limit).map { ($0.text, $0.count) }
    }
}
