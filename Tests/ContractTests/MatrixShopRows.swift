import Accounts
import TestSupport
import Vocabulary
import Web

/// The rows of retailers and of the city's own desk.
extension MatrixTable {
    static let shops: [MatrixRow] = [
        shop("GET", "/profile", .viewer, nil),
        shop("PATCH", "/profile", .owner, nil).with(#"{"phone":"0151 7654321"}"#),
        shop("PUT", "/imprint", .owner, nil).versioned(by: "/profile").with(
            """
            {"legalName":"Laden GmbH","street":"Gasse 1","postcode":"40000","town":"Stadt","email":"x@demo.invalid"}
            """),
        shop("POST", "/pause", .picker, nil).with(#"{"until":"2026-06-01T06:00:00Z"}"#),
        shop("DELETE", "/pause", .picker, nil),
        shop("POST", "/branches", .manager, nil).with { _, _ in #"{"name":"Filiale \#(id().suffix(6))"}"# },
        shop("GET", "/branches/{branch}", .viewer, nil),
        shop("PATCH", "/branches/{branch}", .manager, nil).with(#"{"phone":"0151 7654321"}"#),
        shop("POST", "/branches/{branch}/pause", .picker, nil).with(#"{"until":"2026-06-01T06:00:00Z"}"#),
        shop("DELETE", "/branches/{branch}/pause", .picker, nil),
        shop("GET", "/members", .owner, nil),
        shop("POST", "/members", .owner, nil).with(#"{"email":"neu@demo.invalid","role":"viewer"}"#),
        shop("POST", "/members/revocation", .owner, nil).with(#"{"email":"neu@demo.invalid","role":"viewer"}"#)
            .once(404),
        shop("GET", "/keys", .owner, nil),
        shop("POST", "/keys", .owner, nil).with(#"{"name":"Kasse","scopes":["orders"]}"#),
        shop("DELETE", "/keys/{key}", .owner, nil).once(404),
        shop("GET", "/statement", .owner, .figures), shop("GET", "/selling-terms", .viewer, .orders),
        shop("PUT", "/selling-terms", .manager, nil).with(#"{"answerSeconds":3600}"#),
    ]

    static let goods: [MatrixRow] = [
        shop("GET", "/assortment", .viewer, .catalogue),
        shop("POST", "/assortment", .manager, .catalogue).with { things, _ in
            """
            {"branch":"\(things["branch"] ?? "")","price":{"amount":250,"currency":"EUR"},
             "newProduct":{"title":"Käse","variants":[{}]}}
            """
        },
        shop("GET", "/assortment/{offer}", .viewer, .catalogue),
        shop("PATCH", "/assortment/{offer}", .manager, .catalogue).with(
            #"{"price":{"amount":610,"currency":"EUR"}}"#),
        shop("GET", "/assortment/{offer}/choices", .viewer, .catalogue),
        shop("PUT", "/assortment/{offer}/choices", .manager, .catalogue).with(#"{"groups":[]}"#),
        shop("GET", "/products/{product}", .viewer, .catalogue),
        shop("PATCH", "/products/{product}", .manager, .catalogue).with(#"{"brand":"Hausmarke"}"#),
        shop("POST", "/stock-reports", .picker, .catalogue).with { things, _ in
            """
            {"branch":"\(things["branch"] ?? "")",
             "reports":[{"sku":"A1","onHand":900,"observedAt":"2026-06-01T03:59:00Z"}]}
            """
        },
        shop("POST", "/products/by-gtin", .viewer, .catalogue).with { things, _ in
            #"{"gtin":"\#(things["gtin"] ?? "")"}"#
        },
        shop("GET", "/imports", .viewer, .catalogue),
        shop("POST", "/imports", .manager, .catalogue).with("sku;titel;preis\nC7;Butter;2,20\n").typed("text/csv")
            .asking { "?branch=\($0["branch"] ?? "")" },
        shop("GET", "/imports/{import}", .viewer, .catalogue),
        shop("GET", "/imports/{import}/rows", .viewer, .catalogue),
        shop("PUT", "/imports/{import}/options", .manager, .catalogue).with(#"{"vatClass":"reduced"}"#),
        shop("POST", "/imports/{import}/application", .manager, .catalogue)
            .never("the list leaves a question open"),
        shop("DELETE", "/imports/{import}", .manager, .catalogue).renaming(["import": "import2"]).once(404),
    ]

    static let aboard: [MatrixRow] = [
        MatrixRow("POST /v1/cities/{city}/retailers", .signedIn).with(#"{"name":"Neuer Laden","trade":"food"}"#),
        shop("GET", "/onboarding", .owner, nil),
        shop("PUT", "/requirements/{requirement}", .owner, nil).with(#"{"register":"HRB 1"}"#),
        MatrixRow("POST /v1/cities/{city}/invitations", .operator).with(#"{"name":"Gebeten","trade":"food"}"#),
        MatrixRow("GET /v1/cities/{city}/applications", .operator),
        MatrixRow("GET /v1/cities/{city}/applications/{retailer}", .operator),
        MatrixRow("PUT /v1/cities/{city}/applications/{retailer}/mode", .operator).with(
            #"{"mode":"directory"}"#
        ).never("its requirements are open"),
        MatrixRow("PUT /v1/cities/{city}/applications/{retailer}/requirements/{requirement}", .operator).with(
            #"{"state":"waived"}"#),
        MatrixRow("POST /v1/cities/{city}/applications/{retailer}/steps", .operator).with(
            #"{"step":"suspend","reason":"Beschwerden"}"#),
        shop("POST", "/onboarding/steps", .owner, nil).with(#"{"step":"terminate","reason":"genug"}"#),
        MatrixRow("GET /v1/cities/{city}/retailer-imports", .operator),
        MatrixRow("POST /v1/cities/{city}/retailer-imports", .operator).with("name;trade\nBude;food\n").typed(
            "text/csv"),
        MatrixRow("GET /v1/cities/{city}/retailer-imports/{import}", .operator).renaming(["import": "list"]),
        MatrixRow("GET /v1/cities/{city}/ledger", .operator),
    ]

    static let calendar: [MatrixRow] = [
        MatrixRow("GET /v1/cities/{city}/slot-templates", .operator),
        MatrixRow("POST /v1/cities/{city}/slot-templates", .operator).with { _, quarter in quarter.templateBody },
        MatrixRow("GET /v1/cities/{city}/slot-templates/{template}", .operator),
        MatrixRow("PUT /v1/cities/{city}/slot-templates/{template}", .operator).with { _, quarter in
            quarter.templateBody
        },
        MatrixRow("GET /v1/cities/{city}/slot-templates/{template}/exceptions", .operator).elsewhere(.nothing),
        MatrixRow("POST /v1/cities/{city}/slot-templates/{template}/exceptions", .operator).with(
            #"{"day":"2026-06-21","isClosed":true,"reason":"Fest"}"#),
        MatrixRow("PUT /v1/cities/{city}/slot-templates/{template}/exceptions/{exception}", .operator).with(
            #"{"day":"2026-06-20","isClosed":true,"reason":"Regen"}"#),
        MatrixRow("DELETE /v1/cities/{city}/slot-templates/{template}/exceptions/{exception}", .operator)
            .renaming(["exception": "exception2"]).once(404),
        MatrixRow("GET /v1/cities/{city}/slots/{slot}", .operator),
        MatrixRow("PATCH /v1/cities/{city}/slots/{slot}", .operator).with(#"{"isPinned":true}"#),
        MatrixRow("GET /v1/cities/{city}/slot-blackouts", .operator),
        MatrixRow("POST /v1/cities/{city}/slot-blackouts", .operator).with(
            #"{"start":"2026-08-20T10:00:00Z","end":"2026-08-20T11:00:00Z","reason":"Fest"}"#),
        MatrixRow("DELETE /v1/cities/{city}/slot-blackouts/{blackout}", .operator).once(404),
        MatrixRow("GET /v1/cities/{city}/slot-limits", .operator),
        MatrixRow("POST /v1/cities/{city}/slot-limits", .operator).with(
            #"{"name":"Neue Grenze","unit":"orders","amount":500,"weekdays":[1]}"#),
        MatrixRow("PATCH /v1/cities/{city}/slot-limits/{limit}", .operator).with(#"{"amount":600}"#),
    ]

    private static let square = #""area":{"type":"Polygon","coordinates":[[[6,50],[8,50],[8,52],[6,52],[6,50]]]}"#

    static let office: [MatrixRow] = [
        MatrixRow("GET /v1/cities/{city}/settings", .operator),
        MatrixRow("PUT /v1/cities/{city}/settings", .operator).with(#"{"holdSeconds":600}"#),
        MatrixRow("PUT /v1/cities/{city}/search-tuning", .operator).with("{}"),
        MatrixRow("POST /v1/cities/{city}/pause", .operator).with(#"{"until":"2026-06-01T06:00:00Z"}"#),
        MatrixRow("DELETE /v1/cities/{city}/pause", .operator),
        MatrixRow("GET /v1/cities/{city}/zones/{slug}", .operator),
        MatrixRow("PUT /v1/cities/{city}/zones/{slug}", .operator).named().with(
            #"{"name":"Mitte",\#(square),"fee":{"amount":390,"currency":"EUR"}}"#),
        MatrixRow("POST /v1/cities/{city}/zones/{slug}/pause", .operator).with(#"{"until":"2026-06-01T06:00:00Z"}"#),
        MatrixRow("DELETE /v1/cities/{city}/zones/{slug}/pause", .operator),
        MatrixRow("GET /v1/cities/{city}/districts/{slug}", .operator),
        MatrixRow("PUT /v1/cities/{city}/districts/{slug}", .operator).named().with(#"{"name":"Mitte",\#(square)}"#),
        MatrixRow("GET /v1/cities/{city}/street-conditions", .operator),
        MatrixRow("POST /v1/cities/{city}/street-conditions", .operator).with(
            """
            {"note":"Sturm",\(square),"speedPercent":50,"start":"2026-06-01T00:00:00Z",
             "end":"2026-06-02T00:00:00Z"}
            """),
        MatrixRow("DELETE /v1/cities/{city}/street-conditions/{condition}", .operator).once(404)
            .never("none stands whose id the table knows"),
        MatrixRow("GET /v1/cities/{city}/address-corrections", .operator),
        MatrixRow("PUT /v1/cities/{city}/address-corrections/{address}", .operator).named().with(
            #"{"place":{"latitude":50,"longitude":8}}"#
        ).once(404).never("these towns have no streets"),
        MatrixRow("DELETE /v1/cities/{city}/address-corrections/{address}", .operator).named().once(404)
            .never("none stands of that name"),
        MatrixRow("POST /v1/cities/{city}/categories", .operator).with { _, _ in
            #"{"slug":"k\#(id().suffix(12))","title":"Käse"}"#
        },
        MatrixRow("PUT /v1/cities/{city}/categories/{category}", .operator).with(#"{"slug":"brot","title":"Brote"}"#),
        MatrixRow("DELETE /v1/cities/{city}/categories/{category}", .operator).once(404).never("goods are in it"),
    ]
}
