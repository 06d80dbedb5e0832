/// What is wrong with a file: where, and which rule it breaks.
public struct FormatFault: Error, Equatable, CustomStringConvertible {
    /// `line 17`, or a path as in `shipments[3].pickup.time_windows[0]`.
    public let element: String
    public let rule: String

    public init(_ element: String, _ rule: String) {
        self.element = element
        self.rule = rule
    }

    public var description: String { "\(element): \(rule)" }
}
