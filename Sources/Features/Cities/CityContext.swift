import Hummingbird
import Postgres
import Vocabulary
import Web

/// A request whose path names a town that exists.
package struct CityContext: ChildRequestContext, WebCarrying {
    package var web: WebContext
    package let city: City

    package init(context: WebContext) throws {
        web = context
        city = try context.proofs.require(City.self, else: CityProblem.unknown)
    }
}

extension Cities {
    /// Finds the town of the path and leaves it among the proofs.
    @Sendable package func resolve(_ request: Request, _ context: inout WebContext) async throws {
        let city = try await city(context.parameters.require("city"))
        context.proofs[City.self] = city
        context.trail.mark(city: city.slug)
    }
}

/// A request of somebody who may change the town. Cities cannot know who that is; Accounts, to its right, does.
package protocol CityActing: WebCarrying {
    var city: City { get }
    var actor: Actor { get }
}
