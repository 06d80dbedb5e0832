import Catalogue
import Cities
import Retailers
import SearchIndex
import Vocabulary
import Web

extension Findings.Counts {
    func write(to json: inout JSONWriter) {
        json.object("facets") {
            $0.field("products", products)
            $0.field("shops", shops)
            $0.field("foundCategories", foundCategories)
            $0.array("categories", categories.map { Count(slug: $0.category.slug, title: $0.category.title, $0.count) })
            $0.array("retailers", retailers.map { Count(id: $0.id.description, title: $0.name, $0.count) })
            $0.array("branches", branches.map { Count(id: $0.branch.id.description, title: $0.name, $0.count) })
            $0.array("districts", districts.map { Count(slug: $0.district.slug, title: $0.district.name, $0.count) })
            $0.array("diets", diets.map { Count(slug: $0.diet.rawValue, title: $0.diet.rawValue, $0.count) })
            $0.array("prices", prices.map { PriceCount(from: $0.from, below: $0.below, count: $0.count) })
            $0.field("inStock", inStock)
            $0.field("openNow", openNow)
            $0.field("deliverableToday", deliverableToday)
        }
    }

    private struct Count: JSONWritable {
        var id: String?
        var slug: String?
        let title: String
        let count: Int

        init(id: String? = nil, slug: String? = nil, title: String, _ count: Int) {
            (self.id, self.slug, self.title, self.count) = (id, slug, title, count)
        }

        func write(to json: inout JSONWriter) {
            json.object {
                $0.field("id", id)
                $0.field("slug", slug)
                $0.field("title", title)
                $0.field("count", count)
            }
        }
    }

    private struct PriceCount: JSONWritable {
        let from: Int
        let below: Int?
        let count: Int

        func write(to json: inout JSONWriter) {
            json.object {
                $0.field("from", from)
                $0.field("below", below)
                $0.field("count", count)
            }
        }
    }
}

/// How a word of the text was understood.
struct WordView: JSONWritable {
    let word: WordExplanation

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("word", word.word)
            $0.key("weight")
            $0.number(word.weight)
            $0.array("meanings", word.meanings.map(MeaningView.init))
        }
    }

    private struct MeaningView: JSONWritable {
        let meaning: WordExplanation.Meaning

        func write(to json: inout JSONWriter) {
            json.object {
                $0.field("text", meaning.text)
                $0.field("reason", meaning.reason.rawValue)
                $0.key("weight")
                $0.number(meaning.weight)
            }
        }
    }
}

extension Findings.Why {
    /// The score and the summands it is made of; `coverage` is the share of the text that is there at all.
    func write(to json: inout JSONWriter) {
        json.object("why") {
            for (name, value) in [
                ("score", score), ("words", parts.words), ("exactness", parts.exactness), ("title", parts.title),
                ("popularity", parts.popularity), ("market", parts.market), ("coverage", parts.coverage),
            ] {
                $0.key(text: name)
                $0.number(value)
            }
        }
    }
}
