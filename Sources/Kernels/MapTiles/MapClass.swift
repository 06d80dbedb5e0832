/// What a map draws, in the order of painting: areas first, then lines, the most important streets last.
public enum MapClass: UInt8, CaseIterable, Sendable {
    case farmland, residential, industrial, grass, forest, park, pitch, plaza, water, building
    case stream, river, path, track, service, pedestrian, street, tertiary, secondary, primary, trunk, motorway
    case tram, rail

    public var isArea: Bool { rawValue <= MapClass.building.rawValue }

    /// Streets wide enough for an edge of another colour.
    var hasEdge: Bool { rawValue >= MapClass.service.rawValue && rawValue <= MapClass.motorway.rawValue }

    /// The first zoom that shows lines of this class; areas go by their size.
    var firstZoom: Int {
        switch self {
        case .motorway, .trunk, .primary, .secondary, .rail, .river: 11
        case .tertiary: 12
        case .street: 13
        case .tram, .pedestrian, .stream: 14
        case .service, .track, .path: 15
        default: 11
        }
    }

    /// Square pixels below which an area is not worth its bytes.
    var leastPixels: Double { self == .building ? 20 : 12 }

    /// Width in hundredths of a pixel at zoom 16.
    private var width: Double {
        switch self {
        case .motorway, .trunk: 950
        case .primary: 900
        case .secondary: 800
        case .tertiary: 720
        case .street: 600
        case .pedestrian: 450
        case .service: 320
        case .river: 600
        case .rail: 130
        case .stream: 160
        case .track, .tram: 110
        case .path: 110
        default: 0
        }
    }

    /// How wide a line is drawn, in quarters of a pixel.
    func quarters(at zoom: Int) -> Int {
        let scale = [0.24, 0.3, 0.38, 0.5, 0.7, 1, 1.7, 2.8][min(max(zoom, 11), 18) - 11]
        let least = hasEdge ? 3.0 : 2.0
        return Int(max(least, width * scale / 25).rounded())
    }
}
