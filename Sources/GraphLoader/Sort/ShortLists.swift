internal import GraphModel

// Most of the millions of lists that a load sorts are short and arrive sorted or nearly so.

extension UnsafeMutableBufferPointer {
    /// Sorts by insertion while that is faster than anything that has to be called.
    @inline(__always)
    func sortShort(by precedes: (Element, Element) -> Bool) {
        guard count <= 64 else {
            var long = unsafe self
            return unsafe long.sort(by: precedes)
        }
        for index in indices.dropFirst() {
            let element = unsafe self[index]
            var place = index
            while unsafe place > 0 && precedes(element, self[place - 1]) {
                unsafe self[place] = unsafe self[place - 1]
                place -= 1
            }
            unsafe self[place] = element
        }
    }
}

extension GrowableBuffer where Element: FixedWidthInteger {
    /// Sorts the elements and calls `body` with each, equal ones once.
    mutating func forEachSorted(_ body: (Element) -> Void) {
        unsafe elements.sortShort(by: <)
        for place in 0..<count where place == 0 || self[place] != self[place - 1] {
            body(self[place])
        }
    }
}
