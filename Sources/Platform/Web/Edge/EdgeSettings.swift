/// What an installation may choose about strangers' connections: how many, how large, how slow.
package struct EdgeSettings: Sendable {
    /// Open connections in all; also never more than the process may open files for.
    package var maxConnections = 10_000
    /// Open connections of one address (IPv6: of one /64). Trusted proxies are free of it.
    package var maxConnectionsPerAddress = 256
    /// Who may say on whose behalf it asks (`X-Forwarded-For`).
    package var trustedProxies: [AddressBlock] = []
    /// From the first byte of a head, or from the connection's begin, to the end of the head.
    package var headTime = Duration.seconds(10)
    /// For a body, and beyond that a second for every `bodyBytesPerSecond` that came.
    package var bodyTime = Duration.seconds(30)
    package var bodyBytesPerSecond = 64 * 1024
    /// A reader must take `stallBytes`, or all there is, in each span of this length.
    package var stallTime = Duration.seconds(30)
    package var stallBytes = 16 * 1024
    /// How long a connection that is being closed is still listened to, so that the answer arrives.
    package var lingerTime = Duration.seconds(2)
    /// No body is longer, whatever its route allows.
    package var maxBodyBytes = 64 << 20
    /// Bytes that chunking may cost: these, and a quarter of the body's.
    package var maxFramingBytes = 16 * 1024
    /// A body that was not waited for is read to its end up to this length; beyond, the connection is closed.
    package var maxIgnoredBytes = 64 * 1024

    package init() {}
}
