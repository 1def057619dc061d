/// Guesses which of a few known words was meant: none rather than a wrong one.
package enum NearestWord {
    /// The one word that differs only in case, `-` and `_`; else the nearest, if it is close: at most
    /// two letters, and at most a third of them, differ, and no other word is as close.
    package static func of(_ word: String, among words: [String]) -> String? {
        let typed = folded(word)
        if typed.isEmpty { return nil }
        let words = Set(words)
        let equal = words.filter { folded($0) == typed }
        if !equal.isEmpty { return equal.count == 1 ? equal.first : nil }
        let near = words.map { (word: $0, distance: distance(typed, folded($0))) }
            .filter { $0.distance <= min(2, $0.word.utf8.count / 3) }
        guard let least = near.map(\.distance).min() else { return nil }
        let nearest = near.filter { $0.distance == least }
        return nearest.count == 1 ? nearest[0].word : nil
    }

    /// A word in the form used for comparison.
    package static func folded(_ word: String) -> [UInt8] {
        word.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
            .map(JSONText.lowercased)
    }

    /// The number of letters to insert, delete, replace, or swap with their neighbour to turn one word
    /// into the other (optimal string alignment).
    package static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var best = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1)
                best = min(best, current[column] + 1)
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
