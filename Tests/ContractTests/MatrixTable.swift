import Accounts
import TestSupport
import Vocabulary
import Web

/// Every operation of the API with who may call it, in an order in which each can be done once.
enum MatrixTable {
    static let rows: [MatrixRow] = open + people + orders + tours + shops + goods + aboard + calendar + office

    static func id() -> String { Quarter.id() }

    private static let open: [MatrixRow] = [
        MatrixRow("GET /", .anyone).ofAllTowns(),
        MatrixRow("GET /assets/{asset}", .anyone),
        MatrixRow("GET /cities/{city}", .anyone), MatrixRow("GET /cities/{city}/products/{product}", .anyone),
        MatrixRow("GET /cities/{city}/map", .anyone),
        MatrixRow("GET /cities/{city}/search", .anyone).asking("?q=brot"),
        MatrixRow("GET /cities/{city}/shops", .anyone),
        MatrixRow("GET /cities/{city}/shops/{shop}", .anyone),
        MatrixRow("GET /cities/{city}/suggestions", .anyone).asking("?q=br"),
        MatrixRow("GET /livez", .anyone), MatrixRow("GET /readyz", .anyone), MatrixRow("GET /v1/openapi.json", .anyone),
        MatrixRow("GET /v1/cities", .anyone).ofAllTowns(), MatrixRow("GET /v1/cities/{city}", .anyone),
        MatrixRow("GET /v1/cities/{city}/categories", .anyone),
        MatrixRow("GET /v1/cities/{city}/categories/{category}/products", .anyone).elsewhere(.nothing),
        MatrixRow("GET /v1/cities/{city}/deposit-types", .anyone),
        MatrixRow("GET /v1/cities/{city}/districts", .anyone), MatrixRow("GET /v1/cities/{city}/gtins/{gtin}", .anyone),
        MatrixRow("GET /v1/cities/{city}/payment-methods", .anyone),
        MatrixRow("GET /v1/cities/{city}/products/{product}", .anyone),
        MatrixRow("GET /v1/cities/{city}/retailers", .anyone),
        MatrixRow("GET /v1/cities/{city}/retailers.geojson", .anyone),
        MatrixRow("GET /v1/cities/{city}/retailers/{retailer}", .anyone),
        MatrixRow("GET /v1/cities/{city}/retailers/{retailer}/offers", .anyone).elsewhere(.nothing),
        MatrixRow("GET /v1/cities/{city}/search-tuning", .anyone),
        MatrixRow("GET /v1/cities/{city}/search", .anyone).asking("?q=brot"),
        MatrixRow("GET /v1/cities/{city}/slots", .anyone).asking("?zone=mitte"),
        MatrixRow("GET /v1/cities/{city}/suggest", .anyone).asking("?q=br"),
        addresses("addresses", "?q=Hauptstr"), addresses("addresses/nearest", "?latitude=50&longitude=8"),
        streets("GET", "nearest/v1/{profile}/{coordinates}"), streets("GET", "route/v1/{profile}/{coordinates}"),
        streets("GET", "table/v1/{profile}/{coordinates}"), streets("POST", "table/v1/{profile}").with("{}"),
        picture("overview.svg"), picture("{zoom}/{column}/{row}.svg"),
        MatrixRow("GET /v1/cities/{city}/trades", .anyone), MatrixRow("GET /v1/cities/{city}/zones", .anyone),
    ]

    private static func addresses(_ path: String, _ query: String) -> MatrixRow {
        MatrixRow("GET /v1/cities/{city}/\(path)", .anyone).asking(query).once(404).never("these towns have no streets")
    }

    private static func streets(_ method: String, _ path: String) -> MatrixRow {
        MatrixRow("\(method) /v1/cities/{city}/osrm/\(path)", .anyone).named().once(400, 404, 503)
            .never("these towns have no streets")
    }

    private static func picture(_ path: String) -> MatrixRow {
        MatrixRow("GET /v1/cities/{city}/map/\(path)", .anyone).named().once(400, 404).never("these towns have no map")
    }

    private static let people: [MatrixRow] = [
        MatrixRow("POST /v1/cities/{city}/accounts", .anyone).with { _, _ in
            #"{"email":"\#(id())@demo.invalid","password":"lang genug und neu","displayName":"Neu"}"#
        },
        MatrixRow("POST /v1/cities/{city}/sessions", .anyone).with(
            #"{"email":"konto@demo.invalid","password":"\#(MatrixTown.password)"}"#),
        MatrixRow("POST /v1/cities/{city}/sessions/refreshment", .anyone).with(#"{"refreshToken":"x"}"#).once(401)
            .never("a refresh token is good once"),
        MatrixRow("POST /v1/cities/{city}/sessions/end", .anyone).with(#"{"refreshToken":"x"}"#),
        MatrixRow("POST /v1/cities/{city}/guests", .anyone),
        MatrixRow("POST /v1/cities/{city}/identities", .anyone).with(
            #"{"token":"a.b.c","email":"fremd@demo.invalid","displayName":"Fremd"}"#
        ).never("no issuer is configured"),
        MatrixRow("GET /v1/cities/{city}/me", .signedIn),
        MatrixRow("POST /v1/cities/{city}/me/identities", .signedIn).with(#"{"token":"a.b.c"}"#)
            .never("no issuer is configured"),
        MatrixRow("POST /v1/cities/{city}/memberships", .operator).with(
            #"{"email":"neu@demo.invalid","role":"courier"}"#),
        MatrixRow("POST /v1/cities/{city}/memberships/revocation", .operator).with(
            #"{"email":"neu@demo.invalid","role":"courier"}"#
        ).once(404),
    ]

    private static let orders: [MatrixRow] = [
        MatrixRow("POST /v1/cities/{city}/baskets", .resident),
        MatrixRow("GET /v1/cities/{city}/baskets/{basket}", .resident),
        MatrixRow("GET /v1/cities/{city}/baskets/{basket}/slots", .resident).asking("?zone=mitte"),
        MatrixRow("POST /v1/cities/{city}/checkouts", .resident).with { things, quarter in
            let line = #"{"offer":"\#(things["offer"] ?? "")","quantity":1}"#
            return #"{"lines":[\#(line)],"slot":"\#(id())","contact":\#(quarter.contact),"payment":"cash"}"#
        }.once(404).never("slots stand in a test of their own"),
        MatrixRow("POST /v1/cities/{city}/checkouts/{checkout}/extension", .resident),
        MatrixRow("GET /v1/cities/{city}/holds", .resident),
        MatrixRow("POST /v1/cities/{city}/holds", .resident).with { things, _ in #"{"slot":"\#(id())"}"# }
            .once(404).never("slots stand in a test of their own"),
        MatrixRow("POST /v1/cities/{city}/purchases", .resident).about().with { things, _ in
            #"{"checkout":"\#(things["checkout"] ?? "")","summaryHash":"\#(things["hash"] ?? "")"}"#
        },
        MatrixRow("PUT /v1/cities/{city}/baskets/{basket}/lines", .resident).with { things, _ in
            #"{"lines":[{"offer":"\#(things["offer"] ?? "")","quantity":1}]}"#
        },
        MatrixRow("PUT /v1/cities/{city}/baskets/{basket}/lines/{offer}", .resident).with(#"{"quantity":1}"#),
        MatrixRow("GET /v1/cities/{city}/purchases", .resident),
        MatrixRow("GET /v1/cities/{city}/purchases/{purchase}", .resident),
        MatrixRow("POST /v1/cities/{city}/baskets/{basket}/checkout", .resident).with { things, quarter in
            #"{"hold":"\#(things["hold"] ?? "")","contact":\#(quarter.contact),"payment":"cash"}"#
        },
        MatrixRow("DELETE /v1/cities/{city}/baskets/{basket}/lines/{offer}", .resident),
        MatrixRow("DELETE /v1/cities/{city}/holds/{hold}", .resident).once(404),
        inbox("GET", "", .viewer), inbox("GET", "/{order}", .viewer),
        shop("GET", "/picking-list", .viewer, .orders),
        inbox("POST", "/{order}/acceptance", .picker), inbox("POST", "/{order}/picking", .picker),
        inbox("POST", "/{order}/readiness", .picker).with(#"{"lines":[{"position":0,"picked":1}]}"#),
        inbox("POST", "/{order}/handover", .picker).with(#"{"code":"0000"}"#).never("it is brought, not fetched"),
        inbox("POST", "/{order}/lines/{position}/substitute", .picker).with { things, _ in
            #"{"offer":"\#(things["offer"] ?? "")","quantity":1,"replaces":1}"#
        }.once(404).never("nothing is missing"),
        MatrixRow("POST /v1/cities/{city}/purchases/{purchase}/orders/{order}/lines/{position}/answer", .resident)
            .with(#"{"accepts":false}"#).once(404).never("nobody was asked"),
        inbox("POST", "/{order}/refusal", .picker).renaming(["order": "order2"]).with(#"{"reason":"Feuer"}"#),
        inbox("POST", "/{order}/cancellation", .manager).renaming(["order": "order3"]).with(#"{"reason":"Feuer"}"#),
        MatrixRow("POST /v1/cities/{city}/orders/{order}/cancellation", .operator).renaming(["order": "order4"]).with(
            #"{"reason":"Feuer"}"#),
        MatrixRow("POST /v1/cities/{city}/purchases/{purchase}/cancellation", .resident),
        // A guest is let in as a resident and then told that guests have nothing to claim with.
        MatrixRow("POST /v1/cities/{city}/purchase-claims", .residentAccount).with { _, quarter in
            #"{"guestToken":"\#(quarter.tokens["guest"] ?? "")"}"#
        },
    ]

    private static func inbox(_ method: String, _ path: String, _ least: Role) -> MatrixRow {
        shop(method, "/orders" + path, least, .orders)
    }

    static func shop(_ method: String, _ path: String, _ least: Role, _ scope: Scope?) -> MatrixRow {
        MatrixRow("\(method) /v1/cities/{city}/retailers/{retailer}\(path)", .staff(least, scope))
    }

    private static let span = "?from=2026-06-01T00:00:00Z&to=2026-06-04T00:00:00Z"

    private static let tours: [MatrixRow] = [
        MatrixRow("GET /v1/cities/{city}/tours", .operator).asking(span),
        MatrixRow("GET /v1/cities/{city}/tours/{tour}", .operator),
        MatrixRow("GET /v1/cities/{city}/tours/{tour}/map.svg", .operator).once(404).never("these towns have no map"),
        MatrixRow("POST /v1/cities/{city}/tours/planning", .operator).with(
            #"{"start":"2026-06-03T08:00:00Z","end":"2026-06-03T10:00:00Z"}"#),
        MatrixRow("POST /v1/cities/{city}/tours/{tour}/publication", .operator),
        MatrixRow("POST /v1/cities/{city}/tours/{tour}/cancellation", .operator).renaming(["tour": "tour2"]),
        MatrixRow("GET /v1/cities/{city}/vehicles", .operator),
        MatrixRow("POST /v1/cities/{city}/vehicles", .operator).with { _, _ in
            #"{"name":"Rad \#(id())","grams":80000,"litres":200,"crates":4}"#
        },
        MatrixRow("GET /v1/cities/{city}/shifts", .operator).asking(span),
        MatrixRow("POST /v1/cities/{city}/shifts", .operator).about().elsewhere(.status(422)).with { things, quarter in
            """
            {"courier":"\(things["courier"] ?? "\(quarter.accounts["courier"]!)")",
             "vehicle":"\(things["vehicle"] ?? "")",
             "time":{"start":"2026-06-20T08:00:00Z","end":"2026-06-20T12:00:00Z"}}
            """
        },
        MatrixRow("GET /v1/cities/{city}/courier/tours", .courier),
        MatrixRow("GET /v1/cities/{city}/courier/tours/{tour}/map.svg", .courier).once(404)
            .never("these towns have no map"),
        MatrixRow("GET /v1/cities/{city}/tours/{tour}/changes", .operator),
        MatrixRow("POST /v1/cities/{city}/tours/{tour}/lock", .operator).with(#"{"version":1}"#)
            .never("a version that is not read here"),
        MatrixRow("POST /v1/cities/{city}/tours/replanning", .operator).with(
            #"{"start":"2026-06-03T08:00:00Z","end":"2026-06-03T10:00:00Z"}"#),
        MatrixRow("POST /v1/cities/{city}/stops/{stop}/next-step", .operator).with(#"{"step":"return"}"#)
            .never("it follows a failure"),
        MatrixRow("POST /v1/cities/{city}/courier/stops/{stop}/next-step", .courier).with(#"{"step":"return"}"#)
            .never("it follows a failure"),
        MatrixRow("GET /v1/cities/{city}/courier/tours/{tour}/changes", .courier),
        MatrixRow("POST /v1/cities/{city}/plans", .operatorOrKey(.plans)).with(
            #"{"vehicles":[{"id":1,"start":[7,51]}],"jobs":[{"id":1,"location":[7.01,51.01]}]}"#),
        MatrixRow("POST /v1/cities/{city}/courier/tours/{tour}/start", .courier),
        MatrixRow("POST /v1/cities/{city}/courier/commands", .courier).with { things, _ in
            """
            {"commands":[{"id":"\(id())","stop":"\(things["stop"] ?? "")","action":"arrive","sequence":0,
             "deviceTime":"2026-06-02T08:00:00Z"}]}
            """
        },
    ]
}
