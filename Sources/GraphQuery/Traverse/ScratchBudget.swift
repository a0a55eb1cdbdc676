/// Bytes that the growing tables of one thread hold, and how many they may.
final class ScratchBudget {
    /// Bytes held now.
    private(set) var bytes = 0
    /// Bytes that may be held at once.
    var bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Counts bytes that are about to be allocated; they are not where it throws.
    func take(_ more: Int) throws(QueryError) {
        guard bytes + more <= bytesMax else {
            throw .memoryExceeded(needed: bytes + more, bytesMax: bytesMax)
        }
        bytes += more
    }

    /// Counts the bytes of an empty table, which no question is refused for.
    func takeEmpty(_ more: Int) { bytes += more }

    /// Counts bytes that were given back.
    func giveBack(_ fewer: Int) { bytes -= fewer }
}
