import RoadNetwork
import Testing

struct PolylineTests {
    @Test func `the format's own example`() {
        let text = Polyline.encode(
            latitudes: [385_000_000, 407_000_000, 432_520_000],
            longitudes: [-1_202_000_000, -1_209_500_000, -1_264_530_000], digits: 5)
        #expect(String(decoding: text, as: UTF8.self) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    }

    @Test func `simplifying keeps corners and leaves out what lies on the line`() {
        let latitudes: [Int32] = [0, 10, 0, -10, 0, 50_000]
        let longitudes: [Int32] = [0, 10_000, 20_000, 30_000, 40_000, 40_000]
        #expect(Polyline.simplified(latitudes: latitudes, longitudes: longitudes, metres: 5) == [0, 4, 5])
        #expect(Polyline.simplified(latitudes: [1], longitudes: [1], metres: 5) == [0])
    }
}
