import Cities
import HTTPTypes
import Hummingbird
import Logging
import Retailers
import Vocabulary
import Web

extension StorefrontRoutes {
    /// Makes a page of a town and answers it. What is not there becomes a page that says so; a database that is away
    /// becomes one that asks to come back.
    func page(
        _ kind: Pages.Kind, _ request: Request, _ context: WebContext, of slug: String? = nil,
        _ make: @Sendable (Storefront, Visit) async throws -> some Headed
    ) async throws -> Answer {
        let reader = try Reader(request)
        do {
            let visit = try await storefront.visit(slug ?? context.path("city"), by: reader)
            context.trail.mark(city: visit.city.slug)
            return storefront.answer(kind, try await make(storefront, visit), visit, for: reader)
        } catch let problem as any Problem where problem.kind == .notFound {
            return storefront.notice(.missing, .missingWords, .notFound, for: reader)
        } catch let fault as Fault where fault.kind != .unexpected {
            context.logger.error("page failed", metadata: ["fault": .string("\(fault)")])
            return storefront.notice(.away, .awayWords, .serviceUnavailable, for: reader)
        }
    }
}

extension Storefront {
    func visit(_ slug: String, by reader: Reader) async throws -> Visit {
        let towns = try await cities.all()
        guard let city = towns.first(where: { $0.slug == slug }) else { throw CityProblem.unknown }
        let trades = try await retailers.trades(of: city.id)
        return Visit(
            city: city, wording: pages.wording(reader.language),
            links: Links(city: city.slug, chosen: reader.chosen, isOnlyTown: towns.count == 1),
            now: clock.now(), trades: Dictionary(trades.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    func answer(
        _ kind: Pages.Kind, _ page: some Headed, _ visit: Visit?, for reader: Reader,
        status: HTTPResponse.Status = .ok
    ) -> Answer {
        let frame = Frame(around: page, visit, for: reader, pages, settings)
        let bytes = pages.render(kind, page, frame: frame, in: reader.language)
        var headers = Self.pageHeaders
        headers[.contentLanguage] = reader.language.rawValue
        return Self.zipped(bytes, "text/html; charset=utf-8", headers, for: reader, status: status)
    }

    /// A piece of a page, for a script that puts it in.
    func fragment(_ kind: Pages.Kind, _ content: some Sendable, for reader: Reader) -> Answer {
        let bytes = pages.render(kind, content, frame: nil, in: reader.language)
        return Self.zipped(bytes, "text/html; charset=utf-8", Self.pageHeaders, for: reader)
    }

    /// A page of a few words.
    func notice(_ heading: Word, _ words: Word, _ status: HTTPResponse.Status, for reader: Reader) -> Answer {
        let wording = pages.wording(reader.language)
        let page = LinksPage(
            heading: wording[heading], words: wording[words], links: [.init(word: wording[.toFront], href: "/")])
        return answer(.towns, page, nil, for: reader, status: status)
    }

    func choice(of towns: [City], for reader: Reader) -> Answer {
        let wording = pages.wording(reader.language)
        let links = towns.map {
            LinksPage.Link(word: $0.name, href: Links(city: $0.slug, chosen: reader.chosen).home)
        }
        return answer(.towns, LinksPage(heading: wording[.towns], words: nil, links: links), nil, for: reader)
    }

    func asset(named name: String, for reader: Reader) throws -> Answer {
        guard let asset = pages.assets.first(where: { $0.name == name }) else {
            throw RequestProblem.notFound
        }
        var headers = Self.guards
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        headers[.vary] = "Accept-Encoding"
        if reader.acceptsGzip { headers[.contentEncoding] = "gzip" }
        return Answer(bytes: reader.acceptsGzip ? asset.zipped : asset.bytes, type: asset.type, headers: headers)
    }

    static func zipped(
        _ bytes: [UInt8], _ type: String, _ headers: HTTPFields, for reader: Reader, status: HTTPResponse.Status = .ok
    ) -> Answer {
        guard reader.acceptsGzip, bytes.count > 600 else {
            return Answer(bytes: bytes, type: type, status: status, headers: headers)
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Answer(bytes: Gzip.compress(bytes), type: type, status: status, headers: headers)
    }

    /// Nothing but our own files runs, shows or is asked (CSP level 3); nobody may frame a page.
    static let guards: HTTPFields = [
        .contentSecurityPolicy:
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        .xContentTypeOptions: "nosniff",
        HTTPField.Name("Referrer-Policy")!: "strict-origin-when-cross-origin",
    ]

    static let pageHeaders: HTTPFields = {
        var headers = guards
        headers[.cacheControl] = "no-cache"
        headers[.vary] = "Accept-Language, Accept-Encoding"
        return headers
    }()
}
