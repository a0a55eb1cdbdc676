/// Rows of cells, printed in aligned columns.
struct TextTable {
    /// Which side of a column its cells keep to.
    enum Side {
        case left, right
    }

    private let sides: [Side]
    private var rows: [[String]] = []

    /// A table with one column per side.
    init(_ sides: Side...) { self.sides = sides }

    /// Adds a row with a cell for each column.
    mutating func add(_ cells: String...) {
        precondition(cells.count == sides.count, "a cell for each column")
        rows.append(cells)
    }

    /// The rows, each on a line that begins with `indent`; columns without text are left out.
    func text(indent: String = "") -> String {
        let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var text = ""
        for row in rows {
            var cells: [String] = []
            for column in sides.indices where widths[column] > 0 {
                let fill = String(repeating: " ", count: widths[column] - row[column].count)
                cells.append(sides[column] == .left ? row[column] + fill : fill + row[column])
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            text += indent + line + "\n"
        }
        return text
    }
}
