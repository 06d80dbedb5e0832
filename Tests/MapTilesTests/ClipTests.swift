import Testing

@testable import MapTiles

/// Lines and rings cut at the edge of a tile, here of 1,024 quarters of a pixel without a margin.
struct ClipTests {
    private static let clip = Clip(MapFrame(zoom: 15, column: 0, row: 0)!, margin: 0)

    private static func points(_ numbers: [Int32]) -> [GridPoint] {
        stride(from: 0, to: numbers.count, by: 2).map { GridPoint(x: numbers[$0], y: numbers[$0 + 1]) }
    }

    @Test(
        arguments: [
            ([0, 0, 10, 10], [0, 0, 10, 10]), ([-10, 5, 10, 5], [0, 5, 10, 5]), ([5, 2000, 5, 5], [5, 1024, 5, 5]),
            ([-100, 512, 2000, 512], [0, 512, 1024, 512]), ([-10, -10, 2000, 2000], [0, 0, 1024, 1024]),
            ([-10, 5, -5, 2000], nil), ([-100, 50, 50, -100], nil), ([2000, 0, 0, 2000], [1024, 976, 976, 1024]),
        ] as [([Int32], [Int32]?)])
    func `a piece is cut to what is inside`(piece: [Int32], inside: [Int32]?) {
        let ends = Self.points(piece)
        let cut = Self.clip.piece(ends[0], ends[1])
        #expect(cut.map { [$0.0, $0.1] } == inside.map(Self.points))
    }

    @Test(
        arguments: [
            ([0, 0, 10, 0, 10, 10], [0, 0, 10, 0, 10, 10]),
            ([-10, -10, 2000, -10, 2000, 2000, -10, 2000], [0, 0, 1024, 0, 1024, 1024, 0, 1024]),
            ([-10, -10, -5, -10, -5, -5], []),
            ([1000, 0, 1048, 0, 1048, 10, 1000, 10], [1000, 0, 1024, 0, 1024, 10, 1000, 10]),
        ] as [([Int32], [Int32])])
    func `a ring is cut to what is inside`(ring: [Int32], inside: [Int32]) {
        var (points, scratch) = (Self.points(ring), [GridPoint]())
        Self.clip.ring(&points, &scratch)
        #expect(Set(points.map { [$0.x, $0.y] }) == Set(Self.points(inside).map { [$0.x, $0.y] }))
        #expect(points.count == inside.count / 2)
    }

    @Test func `nothing leaves the frame, whatever comes`() {
        var state: UInt64 = 3
        func dice() -> Int32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(state >> 33 % 6000) - 2500
        }
        for _ in 0..<2000 {
            var (ring, scratch) = ((0..<7).map { _ in GridPoint(x: dice(), y: dice()) }, [GridPoint]())
            let piece = Self.clip.piece(ring[0], ring[1])
            Self.clip.ring(&ring, &scratch)
            #expect(ring.allSatisfy { Self.clip.side($0) == 0 })
            if let piece { #expect(Self.clip.side(piece.0) | Self.clip.side(piece.1) == 0) }
        }
    }
}
