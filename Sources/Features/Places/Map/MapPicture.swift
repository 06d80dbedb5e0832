import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import MapTiles
import Web

/// A drawing as an answer: SVG that may do nothing but look, with an ETag made of what it was drawn from, packed where
/// the caller can unpack it.
package struct MapPicture: Sendable {
    /// Names the drawing: other bytes have another name.
    let name: String
    let isPrivate: Bool

    package init(_ name: String, isPrivate: Bool = false) {
        self.name = name
        self.isPrivate = isPrivate
    }

    package func answer(to request: Request, _ draw: () -> [UInt8]) -> Answer {
        let isPacked = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        let tag = "\(name)-\(MapStyle.version)" + (isPacked ? "-gzip" : "")
        var headers = Self.guards
        headers[.cacheControl] = isPrivate ? "private, no-cache" : "public, max-age=600"
        headers[.vary] = isPrivate ? "Accept-Encoding, Authorization" : "Accept-Encoding"
        if isPacked { headers[.contentEncoding] = "gzip" }
        return Answer.tagged(tag, for: request, type: "image/svg+xml; charset=utf-8", headers: headers) {
            isPacked ? Gzip.compress(draw()) : draw()
        }
    }

    /// The one sheet of colours inside, known by its hash, is all that a drawing may use (CSP level 3).
    private static let guards: HTTPFields = {
        let hash = Data(SHA256.hash(data: Data(MapStyle.sheet.utf8))).base64EncodedString()
        return [
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
            HTTPField.Name("Referrer-Policy")!: "no-referrer",
            HTTPField.Name("Link")!: "<https://www.openstreetmap.org/copyright>; rel=\"license\"",
        ]
    }()
}
