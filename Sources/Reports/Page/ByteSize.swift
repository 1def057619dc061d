/// Numbers of bytes for people.
enum ByteSize {
    /// `999 bytes`, `1.2 kB`, `8.5 GB`: decimal units, one decimal, rounded down.
    static func text(_ bytes: UInt64) -> String {
        if bytes < 1000 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        var unit: UInt64 = 1000
        var names = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
        while bytes / unit >= 1000, names.count > 1 {
            unit *= 1000
            names = names.dropFirst()
        }
        return "\(bytes / unit).\(bytes % unit / (unit / 10)) \(names[names.startIndex])"
    }
}
