import GraphModel
import TestSupport
import Testing

/// Goal: words and names come out in byte order, equal ones in order of their numbers.
///
/// Method: random texts of few characters, so that they agree far, sorted by the library as well;
/// `COSTAR_SEED` repeats a run.
@Suite struct ByteOrderTests {
    @Test(arguments: Effort.seeds(20, long: 500)) func sorts(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let characters = Int.random(in: 1...4, using: &random)
        let count = [0, 1, 2, 100, 511, 512, 5_000].randomElement(using: &random) ?? 0
        let longest = Int.random(in: 1...40, using: &random)
        let texts: [[UInt8]?] = (0..<count).map { _ in
            if Int.random(in: 0..<20, using: &random) == 0 { return nil }
            return (0..<Int.random(in: 0...longest, using: &random)).map { _ in
                UInt8(97 + Int.random(in: 0..<characters, using: &random))
            }
        }
        let expected = texts.indices.filter { texts[$0] != nil }.sorted { left, right in
            let (first, second) = (texts[left] ?? [], texts[right] ?? [])
            return first == second ? left < right : first.lexicographicallyPrecedes(second)
        }
        let buffers = texts.map { text in
            text.map { text in
                let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
                _ = buffer.initialize(fromContentsOf: text)
                return UnsafeBufferPointer(buffer)
            }
        }
        defer { buffers.forEach { $0?.deallocate() } }
        let sorted = ByteOrder.sorted(
            count: count, text: { buffers[Int($0)] }, prefetch: { _, _ in })
        // Compared outside: nobody wants to read thousands of numbers.
        let isRight = sorted == expected.map { UInt32($0) }
        #expect(isRight, "\(count) texts of up to \(longest) among \(characters) characters")
    }

    /// Lengths around those at which words are compared in another way.
    @Test(arguments: Effort.seeds(5, long: 100)) func dictionary(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 254, 255, 256, 300]
        let dictionary = ByteDictionary()
        var codes: [[UInt8]: UInt32] = [:]
        for _ in 0..<20_000 {
            let length = lengths[Int.random(in: lengths.indices, using: &random)]
            var word = [UInt8](repeating: 97, count: length)
            for _ in 0..<2 where length > 0 {
                word[Int.random(in: 0..<length, using: &random)] = UInt8.random(
                    in: 97...99, using: &random)
            }
            let code = word.withUnsafeBufferPointer { dictionary.code(of: $0) }
            let expected = codes[word] ?? UInt32(codes.count)
            codes[word] = expected
            guard code == expected else {
                Issue.record("\(word) is \(code) and not \(expected)")
                return
            }
        }
        #expect(dictionary.count == codes.count)
        for (word, code) in codes { #expect(dictionary.word(Int(code)) == word) }
        let sorted = codes.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        let isRight = dictionary.sortedCodes() == sorted
        #expect(isRight, "the codes in byte order of their words")
    }
}
