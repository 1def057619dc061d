import ArgumentParser
import Conversion
import Sophos

// The words of options are the raw values of the types they choose from.
extension Sophos.Category: ExpressibleByArgument {}
extension Format: ExpressibleByArgument {}
extension ConvertOptions.Unmapped: ExpressibleByArgument {}
extension ConvertOptions.UnwrapMode: ExpressibleByArgument {}
extension Compression: ExpressibleByArgument {}

extension Budget: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { text }
}
