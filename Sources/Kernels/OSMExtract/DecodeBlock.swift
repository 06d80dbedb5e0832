import Foundation

/// What is wrong inside a block, without its place.
struct BlockDamage: Error {
    let reason: String

    init(reason: String) { self.reason = reason }

    init(text index: Int64, of count: Int) { reason = "text \(index) of \(count) is asked for" }
}

extension ExtractBlock {
    /// Checks every index and length on the way: nothing in the file is believed.
    init(_ block: PBFPrimitiveBlock) throws(BlockDamage) {
        strings = block.stringtable.s.map { String(decoding: $0, as: UTF8.self) }
        if strings.isEmpty { strings = [""] }
        let grid = Grid(block)
        for group in block.primitivegroup {
            for node in group.nodes {
                try nodes.add(node.id, grid.place(node.lat, node.lon))
                try nodes.tags.add(node.keys, node.vals, of: strings.count)
            }
            if group.hasDense { try add(group.dense, grid) }
            for way in group.ways {
                ways.add(way)
                try ways.tags.add(way.keys, way.vals, of: strings.count)
            }
            for relation in group.relations {
                try add(relation)
                try relations.tags.add(relation.keys, relation.vals, of: strings.count)
            }
        }
    }

    private mutating func add(_ dense: PBFDenseNodes, _ grid: Grid) throws(BlockDamage) {
        guard dense.id.count == dense.lat.count, dense.id.count == dense.lon.count else {
            throw BlockDamage(reason: "\(dense.id.count) nodes have \(dense.lat.count) latitudes")
        }
        var (id, latitude, longitude) = (Int64(0), Int64(0), Int64(0))
        var pair = 0
        for index in dense.id.indices {
            id &+= dense.id[index]
            latitude &+= dense.lat[index]
            longitude &+= dense.lon[index]
            try nodes.add(id, grid.place(latitude, longitude))
            while pair < dense.keysVals.count, dense.keysVals[pair] != 0 {
                guard pair + 1 < dense.keysVals.count else { throw BlockDamage(reason: "a key has no value") }
                try nodes.tags.add(Int64(dense.keysVals[pair]), Int64(dense.keysVals[pair + 1]), of: strings.count)
                pair += 2
            }
            pair += 1
            nodes.tags.close()
        }
    }

    private mutating func add(_ relation: PBFRelation) throws(BlockDamage) {
        guard relation.memids.count == relation.types.count, relation.memids.count == relation.rolesSid.count else {
            throw BlockDamage(reason: "relation \(relation.id) has \(relation.memids.count) members of other kinds")
        }
        relations.ids.append(relation.id)
        var id: Int64 = 0
        for index in relation.memids.indices {
            id &+= relation.memids[index]
            let kind: Member.Kind =
                switch relation.types[index] {
                case .node: .node
                case .way: .way
                case .relation: .relation
                }
            let role = Int64(relation.rolesSid[index])
            guard strings.indices.contains(Int(role)) else { throw BlockDamage(text: role, of: strings.count) }
            relations.members.append(Member(kind: kind, id: id, role: Int32(role)))
        }
        relations.starts.append(relations.members.count)
    }
}

extension TagLists {
    fileprivate mutating func add(_ keys: [UInt32], _ values: [UInt32], of texts: Int) throws(BlockDamage) {
        guard keys.count == values.count else {
            throw BlockDamage(reason: "\(keys.count) keys have \(values.count) values")
        }
        for index in keys.indices { try add(Int64(keys[index]), Int64(values[index]), of: texts) }
        close()
    }

    fileprivate mutating func add(_ key: Int64, _ value: Int64, of texts: Int) throws(BlockDamage) {
        guard key >= 0, key < texts else { throw BlockDamage(text: key, of: texts) }
        guard value >= 0, value < texts else { throw BlockDamage(text: value, of: texts) }
        pairs.append(Int32(key))
        pairs.append(Int32(value))
    }
}

extension ExtractBlock.Nodes {
    fileprivate mutating func add(_ id: Int64, _ place: (Int32, Int32)) {
        ids.append(id)
        latitudes.append(place.0)
        longitudes.append(place.1)
    }
}

extension ExtractBlock.Ways {
    fileprivate mutating func add(_ way: PBFWay) {
        ids.append(way.id)
        var node: Int64 = 0
        for step in way.refs {
            node &+= step
            nodes.append(node)
        }
        starts.append(nodes.count)
    }
}

/// How a block counts coordinates.
private struct Grid {
    let granularity: Int64
    let latitude: Int64
    let longitude: Int64

    init(_ block: PBFPrimitiveBlock) {
        granularity = Int64(block.granularity)
        latitude = block.latOffset
        longitude = block.lonOffset
    }

    /// In 1e-7 degrees; the file counts nanodegrees.
    func place(_ north: Int64, _ east: Int64) throws(BlockDamage) -> (Int32, Int32) {
        let place = ((latitude &+ granularity &* north) / 100, (longitude &+ granularity &* east) / 100)
        guard place.0.magnitude <= 900_000_000, place.1.magnitude <= 1_800_000_000 else {
            throw BlockDamage(reason: "a node lies outside the world")
        }
        return (Int32(place.0), Int32(place.1))
    }
}
