import Tabular

/// Which rows are offers and which only belong to another row: Shopify's pictures and variants share a handle,
/// WooCommerce's variations name their parent.
struct ParentRows {
    enum Role {
        case offer
        case joined
        case refused(code: String, sentence: String)
    }

    private let columns: ImportColumns
    private let format: ImportFormat
    private var firstOfHandle: [String: TableRow] = [:]
    private var named: [String: TableRow] = [:]
    private var parentNames: Set<String> = []

    init(_ rows: [TableRow], columns: ImportColumns, format: ImportFormat) {
        self.columns = columns
        self.format = format
        for row in rows {
            if let handle = cell(.handle, row), firstOfHandle[handle] == nil { firstOfHandle[handle] = row }
            if let parent = cell(.parent, row) { parentNames.insert(parent) }
        }
        guard columns.mapping[.parent] != nil else { return }
        for row in rows {
            if let sku = cell(.sku, row), named[sku] == nil { named[sku] = row }
            if let number = cell(.rowNumber, row) { named["id:\(number)"] = row }
        }
    }

    func parent(of row: TableRow) -> TableRow? {
        if let name = cell(.parent, row) { return named[name] }
        guard let handle = cell(.handle, row), let first = firstOfHandle[handle], first.line != row.line else {
            return nil
        }
        return first
    }

    func role(of row: TableRow) -> Role {
        if format == .wooCommerce { return wooCommerceRole(cell(.rowType, row) ?? "simple") }
        if let sku = cell(.sku, row), cell(.parent, row) == nil, parentNames.contains(sku) { return .joined }
        guard cell(.handle, row) != nil, parent(of: row) != nil else { return .offer }
        let isVariant = [.price, .sku, .option1].contains { cell($0, row) != nil }
        return isVariant ? .offer : .joined
    }

    private func wooCommerceRole(_ type: String) -> Role {
        let types = type.lowercased().split(separator: ",").map { $0.trimmed }
        if types.contains("variable") { return .joined }
        if types.contains("grouped") {
            return .refused(
                code: "grouped", sentence: "A group is not sold by itself; its parts are lines of their own.")
        }
        if types.contains("external") { return .refused(code: "external", sentence: "This is sold on another site.") }
        if types.contains("virtual") || types.contains("downloadable") {
            return .refused(code: "not-deliverable", sentence: "What is downloaded cannot be delivered by a courier.")
        }
        return .offer
    }

    private func cell(_ field: ImportField, _ row: TableRow) -> String? {
        guard let index = columns.mapping[field] else { return nil }
        let text = row.cells[index].trimmed
        return text.isEmpty ? nil : text
    }
}
