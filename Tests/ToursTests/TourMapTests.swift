import Foundation
import TestSupport
import Testing
import Vocabulary
import Web

@testable import Tours

/// A tour along the town's streets: its line, and its picture for those who may read it.
@Suite(.serialized) struct TourMapTests {
    /// One street from the door to the shop, around three corners.
    private static let streets = """
        <osm version="0.6">
         <node id="1" lat="50.999" lon="6.999"/><node id="2" lat="51.000" lon="7.012"/>
         <node id="3" lat="51.010" lon="7.012"/><node id="4" lat="51.011" lon="7.009"/>
         <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
        </osm>
        """

    @Test func `a tour carries its line, and its picture shows numbers and nobody's name`() async throws {
        try await Ride.ride(on: Self.streets) { ride in
            let tour = try await planned(ride)
            let line = try #require(tour["line"]?.string)
            // Hub, three corners there, shop, door and back: more than the straight line's two points.
            #expect(line.count > 20)
            let path = "/tours/\(tour["id"]?.string ?? "")"
            #expect(try await ride.clerk.get(ride.town.base + path).json["line"]?.string == line)
            let picture = try await ride.clerk.get(ride.town.base + path + "/map.svg")
            #expect(picture.header("Content-Type") == "image/svg+xml; charset=utf-8")
            #expect(picture.header("Cache-Control") == "private, no-cache")
            for piece in [#"class="w""#, ">1</text>", ">2</text>", "© OpenStreetMap contributors"] {
                #expect(picture.text.contains(piece), "\(piece)")
            }
            for secret in ["Muster", "Hauptstraße", "Laden"] { #expect(!picture.text.contains(secret)) }
            let tag = try #require(picture.header("ETag"))
            #expect(try await ride.clerk.get(ride.town.base + path + "/map.svg", ["If-None-Match": tag]).status == 304)
            try await readers(ride, path)
        }
    }

    /// The courier's own once it is published; nobody else's.
    private func readers(_ ride: Ride, _ path: String) async throws {
        let own = ride.town.base + "/courier" + path + "/map.svg"
        #expect(try await ride.courier.client.get(own).status == 404)
        #expect(try await ride.clerk.post(ride.town.base + path + "/publication", "").status == 200)
        #expect(try await ride.courier.client.get(own).status == 200)
        #expect(try await ride.other.get(own).status == 404)
        #expect(try await ride.client.get(own).status == 401)
        #expect(try await ride.courier.client.get(ride.town.base + path + "/map.svg").status == 403)
        let list = try await ride.courier.client.get(ride.town.base + "/courier/tours")
        #expect(list.json["items"]?[0]?["line"]?.string != nil)
    }

    @Test func `without streets a tour has neither line nor picture`() async throws {
        try await Ride.ride { ride in
            let tour = try await planned(ride)
            #expect(tour["line"] == nil)
            let picture = try await ride.clerk.get(ride.town.base + "/tours/\(tour["id"]?.string ?? "")/map.svg")
            #expect(picture.status == 404 && picture.code == "places/no-map")
        }
    }

    private func planned(_ ride: Ride) async throws -> JSONTree {
        let window = try await ride.packed()["window"]
        try await ride.shift(around: window)
        return try #require(try await ride.plan(window).json["tours"]?[0])
    }
}
