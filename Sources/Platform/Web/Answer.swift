import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What a handler shows: one JSON object that writes itself.
package protocol View: JSONWritable, ResponseGenerator, Sendable {}

extension View {
    package func response(from request: Request, context: some RequestContext) -> Response { Answer(self).response }
}

/// A finished answer, for handlers that choose more than a view: status and headers.
package struct Answer: ResponseGenerator, Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package let body: [UInt8]

    package init(_ view: some View, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        var json = JSONWriter()
        view.write(to: &json)
        self.init(bytes: json.bytes, type: "application/json", status: status, headers: headers)
    }

    /// Bytes of another media type (GeoJSON, JSON-LD, HTML, an image).
    package init(bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        self.status = status
        self.headers = headers
        self.headers[.contentType] = type
        body = bytes
    }

    private init(empty status: HTTPResponse.Status) {
        self.status = status
        headers = [:]
        body = []
    }

    /// 204: done, and there is nothing to show.
    package static let noContent = Answer(empty: .noContent)

    /// 201 with the address of what came to be.
    package static func created(_ view: some View, at path: String) -> Answer {
        Answer(view, status: .created, headers: [.location: path])
    }

    /// 202: promised; `path` tells how far it is.
    package static func accepted(_ view: some View, at path: String) -> Answer {
        Answer(view, status: .accepted, headers: [.location: path])
    }

    package func response(from request: Request, context: some RequestContext) -> Response { response }

    package var response: Response {
        guard !body.isEmpty else { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// One page of a list: `{"items": […], "next": "…"}`; without `next` it is the last.
package struct Page<Item: View>: View {
    package let items: [Item]
    package let next: String?

    package init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    package func write(to json: inout JSONWriter) {
        json.object {
            $0.array("items", items)
            $0.field("next", next)
        }
    }
}
