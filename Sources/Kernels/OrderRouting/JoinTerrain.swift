extension Terrain {
    /// Takes in an errand after all others, or in the place of one with as many stops. False: there is no room, or it
    /// asks for rules this terrain was not made for.
    func join(_ draft: TerrainDraft, at errand: Int) -> Bool {
        let isNew = errand == errandCount
        let count = draft.nodes.count
        let first = isNew ? nodeCount : Int(errands[errand].firstNode)
        if !traits.covers(draft.traits) || windowCount + draft.windows.count > windowRoom { return false }
        if isNew ? (errandCount == errandRoom || nodeCount + count > nodeRoom) : count != Int(errands[errand].count) {
            return false
        }
        for index in 0..<count {
            var node = draft.nodes[index]
            node.errand = Int32(errand)
            node.firstWindow += Int32(windowCount)
            nodes[first + index] = node
            ownerOf[first + index] = Int32(errand)
            stops[first + index] = PlainStop(
                place: node.place, early: node.early, late: node.late, service: node.service)
            for dim in 0..<dims {
                let (from, to) = (index * dims + dim, (first + index) * dims + dim)
                change[to] = draft.change[from]
                brought[to] = draft.brought[from]
                kept[to] = draft.kept[from]
            }
        }
        for (index, window) in draft.windows.enumerated() { windows[windowCount + index] = window }
        windowCount += draft.windows.count
        errands[errand] = draft.jobs[0]
        errands[errand].firstNode = Int32(first)
        permit(draft.problem.errands[0], at: errand)
        setSortKeys(errand)
        if isNew {
            errandCount += 1
            nodeCount += count
            apart.append([])
            together.append([])
        }
        return true
    }

    /// Takes back the errand that joined last.
    func leave(windowCount before: Int) {
        errandCount -= 1
        nodeCount -= Int(errands[errandCount].count)
        windowCount = before
        apart.removeLast()
        together.removeLast()
    }

    private func permit(_ errand: Errand, at index: Int) {
        let pins = errand.vehicles.map(Set.init)
        for type in 0..<typeCount { allowed[index * typeCount + type] = 0 }
        for vehicle in 0..<vehicleCount where pins?.contains(vehicle) ?? true {
            if !errand.skills.isSubset(of: problem.vehicles[vehicle].skills) {
                allMayServe = false
            } else {
                allowed[index * typeCount + Int(vehicles[vehicle].type)] = 1
            }
        }
        if pins != nil { allMayServe = false }
    }
}
