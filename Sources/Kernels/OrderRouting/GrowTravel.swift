extension Terrain {
    /// Writes a new place's ways into every field.
    func addPlace(_ ways: [PlaceWays]) {
        let place = placeCount
        for (key, field) in fields.of {
            let way = ways[key.profile]
            for other in 0..<place {
                let from = arc(way.secondsFrom[other], way.metresFrom[other], key)
                let to = arc(way.secondsTo[other], way.metresTo[other], key)
                field.from[place * stride + other] = from
                field.to[other * stride + place] = from
                field.from[other * stride + place] = to
                field.to[place * stride + other] = to
                field.metres?[place * stride + other] = way.metresFrom[other]
                field.metres?[other * stride + place] = way.metresTo[other]
            }
        }
        added.append(ways)
        placeCount += 1
    }

    private func arc(_ seconds: Int32, _ metres: Int32, _ key: FieldKey) -> Arc {
        Arc(seconds: seconds, metres: metres, key: key, scale: costScale)
    }

    /// The matrices with all places added since.
    func grownTravel(places: Int) -> [Travel] {
        if added.isEmpty { return problem.travel }
        return problem.travel.indices.map { profile in
            let old = problem.travel[profile]
            var seconds = [Int32](repeating: 0, count: places * places)
            var metres = seconds
            for from in 0..<places {
                for to in 0..<places where from != to {
                    (seconds[from * places + to], metres[from * places + to]) = way(from, to, profile, old)
                }
            }
            return Travel(places: places, seconds: seconds, metres: metres)
        }
    }

    func way(_ from: Int, _ to: Int, _ profile: Int, _ old: Travel) -> (Int32, Int32) {
        if from < old.places, to < old.places {
            let cell = from * old.places + to
            return (old.seconds[cell], old.metres[cell])
        }
        if from > to {
            let ways = added[from - old.places][profile]
            return (ways.secondsFrom[to], ways.metresFrom[to])
        }
        let ways = added[to - old.places][profile]
        return (ways.secondsTo[from], ways.metresTo[from])
    }
}
