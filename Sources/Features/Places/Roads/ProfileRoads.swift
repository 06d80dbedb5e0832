import RoadNetwork
import Synchronization

/// One network with the weights of this hour, and workspaces for those who ask.
package final class ProfileRoads: @unchecked Sendable {
    package let network: RoadNetwork
    package let weights: RoadWeights
    /// Workspaces that nobody uses just now.
    private let idle = Mutex<[Workspace]>([])

    /// A workspace changes hands, but never serves two at once.
    private struct Workspace: @unchecked Sendable {
        let search: RoadSearch
    }

    init(_ network: RoadNetwork, _ weights: RoadWeights? = nil) {
        self.network = network
        self.weights = weights ?? network.usual
    }

    package func searching<Result>(_ body: (RoadSearch) throws -> Result) rethrows -> Result {
        let workspace = idle.withLock { $0.popLast() } ?? Workspace(search: RoadSearch(network, weights))
        defer { idle.withLock { $0.append(workspace) } }
        return try body(workspace.search)
    }

    /// The street nearest to degrees.
    package func nearest(latitude: Double, longitude: Double) -> Snap? {
        network.nearest(latitude: latitude * 1e7, longitude: longitude * 1e7).first
    }
}
