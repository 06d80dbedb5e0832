import HTTPTypes
import Hummingbird

/// `/livez` and `/readyz`: for proxies and supervisors, on both ports; the admin port tells details and figures.
struct HealthRoutes: Sendable {
    let readiness: Readiness
    let metrics: Metrics

    func mount(on endpoints: Endpoints<WebContext>) {
        endpoints.get("livez", use: live).get("readyz", use: ready)
    }

    func mountDetail(on endpoints: Endpoints<WebContext>) {
        endpoints.get("livez", use: live).get("readyz", use: detail).get("metrics", use: figures)
    }

    @Sendable func figures(_ request: Request, _ context: WebContext) -> Answer {
        Answer(
            bytes: Array(metrics.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8",
            headers: [.cacheControl: "no-store"])
    }

    /// The process answers: nothing else is asked, least of all the database.
    @Sendable func live(_ request: Request, _ context: WebContext) -> Answer {
        Answer(HealthView(status: "live"), headers: Self.fresh)
    }

    private static let fresh: HTTPFields = [.cacheControl: "no-store"]

    @Sendable func ready(_ request: Request, _ context: WebContext) async throws -> Answer {
        guard await readiness.isReady else { throw RequestProblem.unavailable(afterSeconds: 1) }
        return Answer(HealthView(status: "ready"), headers: Self.fresh)
    }

    @Sendable func detail(_ request: Request, _ context: WebContext) async -> Answer {
        let ready = await readiness.isReady
        var view = HealthView(status: ready ? "ready" : "not ready", checks: await readiness.findings)
        if readiness.isDraining { view.status = "draining" }
        return Answer(view, status: ready ? .ok : .serviceUnavailable, headers: Self.fresh)
    }
}

/// `{"status": "ready"}`, on the admin port with each check.
struct HealthView: View {
    var status: String
    var checks: [Readiness.Finding] = []

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("status", status)
            guard !checks.isEmpty else { return }
            $0.array("checks") { json in
                for check in checks {
                    json.object {
                        $0.field("name", check.name)
                        $0.field("ready", check.obstacle == nil)
                        $0.field("obstacle", check.obstacle)
                    }
                }
            }
        }
    }
}
