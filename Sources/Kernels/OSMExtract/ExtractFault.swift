/// Why an extract cannot be read: the place and the reason, in words for whoever holds the file.
public struct ExtractFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where reading stopped.
    public enum Place: Sendable, Equatable {
        /// The file as a whole.
        case file
        /// A block of a PBF file, counted from 1, which begins at this byte.
        case block(Int, byte: Int)
        /// A line of an XML file, counted from 1.
        case line(Int)
    }

    public let place: Place
    public let reason: String

    public init(_ place: Place, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    public var description: String {
        switch place {
        case .file: reason
        case .block(let number, let byte): "block \(number) at byte \(byte): \(reason)"
        case .line(let number): "line \(number): \(reason)"
        }
    }
}
