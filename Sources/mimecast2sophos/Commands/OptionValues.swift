import ArgumentParser
import Conversion
import Sophos

// The words of options are the raw values of the types they choose from.
extension Sophos.Category: ExpressibleByArgument {}
extension ConvertOptions.Unmapped: ExpressibleByArgument {}
