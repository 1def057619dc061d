/// Text in charts, which is neither wrapped nor cut automatically.
enum ChartText {
    /// Cuts text that is wider than the given number of letters. Double-width characters, such as
    /// Chinese ones, count twice; combining marks do not count, and only the first few on a letter are
    /// kept.
    static func cut(_ text: String, to letters: Int) -> String {
        var result = String.UnicodeScalarView()
        var width = 0
        var marks = 0
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .spacingMark:
                marks += 1
                if marks > 3 { continue }
            default:
                marks = 0
                width += scalar.value >= 0x2E80 ? 2 : 1
            }
            if width > letters {
                return String(result).trimmingTrailingSpaces + "…"
            }
            result.append(scalar)
        }
        return String(result)
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
        return text
    }
}
