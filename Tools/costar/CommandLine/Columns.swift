/// Rows as lines of text: the first column to the left, the others to the right.
func columns(_ rows: [[String]]) -> String {
    var widths: [Int] = []
    for row in rows {
        for (index, cell) in row.enumerated() {
            if index == widths.count { widths.append(0) }
            widths[index] = max(widths[index], cell.count)
        }
    }
    return rows.map { row in
        let cells = row.enumerated().map { index, cell in
            let blanks = String(repeating: " ", count: widths[index] - cell.count)
            return index == 0 ? cell + blanks : blanks + cell
        }
        return cells.joined(separator: "  ") + "\n"
    }.joined()
}

/// A count as people read it, `1,234,567`.
func grouped(_ count: Int) -> String {
    var text = ""
    for (place, digit) in String(count.magnitude).reversed().enumerated() {
        if place > 0 && place % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return (count < 0 ? "-" : "") + String(text.reversed())
}
