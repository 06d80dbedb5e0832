import Cities
import Hummingbird
import Vocabulary
import Web

/// `/address-corrections`: where houses stand, said by those who run a town.
package struct CorrectionRoutes<Context: CityActing>: Sendable {
    let places: Places

    package init(places: Places) { self.places = places }

    package func mount(on office: Endpoints<Context>) {
        office.group("address-corrections")
            .get(use: list)
            .put("{address}", use: put)
            .delete("{address}", use: remove)
    }

    @Sendable func list(_ request: Request, _ context: Context) async throws -> Page<CorrectionView> {
        try request.noQuery()
        return Page(
            try await places.addressCorrections(of: context.city.id).map { CorrectionView(correction: $0) })
    }

    @Sendable func put(_ request: Request, _ context: Context) async throws -> CorrectionView {
        try request.noQuery()
        let body = try await CorrectionBody(json: request.json())
        return CorrectionView(
            correction: try await places.correct(
                context.path("address"), to: body.place, in: context.city, by: context.actor))
    }

    @Sendable func remove(_ request: Request, _ context: Context) async throws -> Answer {
        try request.noQuery()
        try await places.uncorrect(context.path("address"), in: context.city, by: context.actor)
        return .noContent
    }
}

private struct CorrectionBody {
    let place: Place

    init(json: JSON) throws(RequestProblem) {
        var fields = try json.object()
        place = try fields.required("place")
        try fields.end()
    }
}

struct CorrectionView: View {
    let correction: AddressCorrection

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("address", correction.key.description)
            $0.field("street", correction.street)
            $0.field("houseNumber", correction.houseNumber)
            $0.field("postcode", correction.postcode.filled)
            $0.field("place", correction.place)
            $0.field("correctedAt", correction.correctedAt)
        }
    }
}
