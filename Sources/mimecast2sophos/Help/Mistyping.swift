/// Which of a few known words somebody may have meant.
enum Mistyping {
    /// The nearest word, when it is near: at most two letters, and at most a third of them, differ.
    static func nearest(to word: String, of words: [String]) -> String? {
        let typed = Array(word.utf8)
        let near = words.map { (word: $0, distance: distance(typed, Array($0.utf8))) }
            .filter { $0.distance <= min(2, $0.word.utf8.count / 3) }
        return near.min { $0.distance < $1.distance }?.word
    }

    /// How many letters must be put in, taken out, replaced, or swapped with their neighbour to
    /// make one word of the other (optimal string alignment).
    static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
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
