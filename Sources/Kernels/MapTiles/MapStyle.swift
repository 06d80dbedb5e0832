/// The colours of all maps, by day and by night, as one sheet inside every picture. It never differs, so a
/// Content-Security-Policy can name it by its hash.
public enum MapStyle {
    /// Another drawing of the same data has another number: caches ask again.
    public static let version = 1

    public static let attribution = "© OpenStreetMap contributors, ODbL 1.0"

    public static let sheet = day + "@media(prefers-color-scheme:dark){" + night + "}"

    private static let day =
        rules(
            Palette(
                ground: "#f5f2ea", water: "#a8cfe6", text: "#33302b", halo: "#ffffff", onWater: "#1d4e70",
                areas: [
                    "#eef0d8", "#ece7df", "#e5dfe4", "#dcebc6", "#c4ddb1", "#cfe8bd", "#bfe0cb", "#eeeaea", nil,
                    "#d8cdc1",
                ],
                edge: "#c2b9ac", street: "#ffffff",
                classified: ["#fff4c9", "#fbe59c", "#f6cd83", "#efae7f", "#e6937f"],
                path: "#b5806a", rail: "#8d8a86", wall: "#bfb1a2")) + shapes

    private static let night = rules(
        Palette(
            ground: "#1b211f", water: "#16374d", text: "#e4e8e4", halo: "#101513", onWater: "#9ccbe8",
            areas: [
                "#20261c", "#232927", "#27252a", "#22301f", "#1c2f1f", "#203520", "#1f3530", "#2a2b2d", nil, "#343a3a",
            ],
            edge: "#0f1413", street: "#4a524f", classified: ["#5d5a44", "#6b603d", "#775f38", "#805536", "#834a3c"],
            path: "#8a6a5a", rail: "#7d8380", wall: "#434b4a"))

    private struct Palette {
        let ground, water, text, halo, onWater: String
        /// By class; `nil` for water.
        let areas: [String?]
        let edge, street: String
        /// From tertiary to motorway.
        let classified: [String]
        let path, rail, wall: String
    }

    private static func rules(_ palette: Palette) -> String {
        let (text, halo, onWater, water) = (palette.text, palette.halo, palette.onWater, palette.water)
        var sheet = ".g{fill:\(palette.ground)}"
        for (index, colour) in palette.areas.enumerated() { sheet += ".a\(index){fill:\(colour ?? water)}" }
        sheet += ".a\(MapClass.building.rawValue){stroke:\(palette.wall)}"
        for kind in [MapClass.stream, .river] { sheet += ".a\(kind.rawValue){stroke:\(water)}" }
        for kind in [MapClass.path, .track] { sheet += ".a\(kind.rawValue){stroke:\(palette.path)}" }
        for kind in [MapClass.service, .pedestrian, .street] { sheet += ".a\(kind.rawValue){stroke:\(palette.street)}" }
        for (kind, colour) in zip([MapClass.tertiary, .secondary, .primary, .trunk, .motorway], palette.classified) {
            sheet += ".a\(kind.rawValue){stroke:\(colour)}"
        }
        for kind in [MapClass.tram, .rail] { sheet += ".a\(kind.rawValue){stroke:\(palette.rail)}" }
        sheet += ".e{stroke:\(palette.edge)}text{fill:\(text);stroke:\(halo)}"
        sheet += ".n\(MapLabel.Kind.water.rawValue) text{fill:\(onWater)}"
        return sheet + ".s{fill:\(text)}.s text,.h text{fill:\(halo);stroke:none}.h{fill:\(onWater)}"
    }

    /// What is alike by day and by night.
    private static let shapes =
        ".l{fill:none;stroke-linecap:round;stroke-linejoin:round}"
        + "text{font-family:system-ui,sans-serif;text-anchor:middle;paint-order:stroke;stroke-width:12;"
        + "stroke-linejoin:round}"
        + ".w{fill:none;stroke:#c2185b;stroke-width:20;stroke-linejoin:round;stroke-linecap:round;stroke-opacity:.75}"
        + ".c{text-anchor:end;font-size:40px}.a\(MapClass.building.rawValue){stroke-width:2}"
}
