import HummingbirdCore

/// What an installation may choose about its HTTP side.
package struct WebSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose; `Server.ports` tells which.
    package var port = 0
    package var adminPort = 0
    /// Where problem codes are explained; a code is appended.
    package var problemTypes = "https://liefert.example/problems/"
    /// Longest request target.
    package var maxTargetBytes = 8000
    /// Header fields, together and in number.
    package var maxHeadBytes = 16 * 1024
    package var maxHeadFields = 100
    /// A connection without a request is closed after this.
    package var idle = Duration.seconds(60)
    /// How long requests are still served after the signal to stop.
    package var drain = Duration.seconds(5)
    /// Key for cursors and for the hashes of subjects in the log; 32 random bytes, the same on every node.
    package var secret: [UInt8]
    /// What strangers' connections may do.
    package var edge = EdgeSettings()
    /// With these the public port speaks TLS; the admin port never does.
    package var certificates: Certificates?
    /// Requests that are worked on at a time; twice as many may wait.
    package var requestsAtOnce = 64
    /// How long a request may wait for its turn.
    package var patience = Duration.milliseconds(500)
    /// What a request is for, by method and path; what goes on longest when there is too much to do.
    package var urgency: @Sendable (_ method: String, _ path: String) -> Urgency = { _, path in
        path == "/livez" || path == "/readyz" ? .health : .browsing
    }

    package init(secret: [UInt8]) { self.secret = secret }

    /// The parser's own limits lie beyond those of `headRules`, which say what exactly was too long.
    var http1: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: maxHeadBytes + 1024, maxHeaderListSize: maxHeadBytes + maxTargetBytes + 1024,
                maxHeaderFieldCount: maxHeadFields + 1))
    }

    var headRules: HeadRules {
        HeadRules(
            maxTargetBytes: maxTargetBytes, maxHeadBytes: maxHeadBytes, maxHeadFields: maxHeadFields,
            maxBodyBytes: edge.maxBodyBytes)
    }
}
