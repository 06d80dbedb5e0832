import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What every context of ours carries: the request's identity, its proofs and its trail in the log.
package protocol WebCarrying: RequestContext {
    var web: WebContext { get set }
}

extension WebCarrying {
    package var coreContext: CoreRequestContextStorage {
        get { web.coreContext }
        set { web.coreContext = newValue }
    }

    /// Returned as X-Request-Id and in every problem and log line.
    package var requestId: String { web.id }
    /// What was resolved about this request so far.
    package var proofs: Proofs {
        get { web.proofs }
        set { web.proofs = newValue }
    }
    package var trail: Trail { web.trail }
}

/// The context every request starts with. Features build contexts of their own on it, which throw where a proof is
/// missing:
///
///     package struct CityContext: ChildRequestContext, WebCarrying {
///         package var web: WebContext
///         package let city: City
///         package init(context: WebContext) throws { web = context; city = try context.proofs.require(City.self) }
///     }
package struct WebContext: WebCarrying {
    package var coreContext: CoreRequestContextStorage
    var id = ""
    var start = ContinuousClock.now
    /// For cursors.
    var secret: [UInt8] = []
    var problemTypes = ""
    package var proofs = Proofs()
    package let trail = Trail()

    /// The connection it came by; `nil` for a request that came by none.
    let channel: (any Channel)?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    package var web: WebContext {
        get { self }
        set { self = newValue }
    }
}

/// What features resolved about a request (the city, the resident), by type.
package struct Proofs: Sendable {
    private var found: [(type: ObjectIdentifier, proof: any Sendable)] = []

    package subscript<Proof: Sendable>(_: Proof.Type) -> Proof? {
        get { found.last { $0.type == ObjectIdentifier(Proof.self) }?.proof as? Proof }
        set {
            found.removeAll { $0.type == ObjectIdentifier(Proof.self) }
            if let newValue { found.append((ObjectIdentifier(Proof.self), newValue)) }
        }
    }

    /// The proof, or the "no" for those who have none.
    package func require<Proof: Sendable>(
        _: Proof.Type = Proof.self, else problem: any Problem = RequestProblem.unauthenticated
    ) throws -> Proof {
        guard let proof = self[Proof.self] else { throw problem }
        return proof
    }
}
