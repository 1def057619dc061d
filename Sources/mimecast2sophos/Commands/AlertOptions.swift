internal import Accounts
import ArgumentParser
import Sophos

/// The format of alerts, for every command that shows them.
struct AlertOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What an alert looks like.", valueName: "format"))
    var format = Format.json

    @Flag(help: "Add data.rawData, the record as it was read.")
    var includeRaw = false

    @Option(
        help: ArgumentHelp("The tenant, as Sophos alerts carry it.", valueName: "uuid"),
        transform: CustomerID.init(argument:))
    var customerID: CustomerID?

    func apply(to options: inout ConvertOptions) {
        options.format = format
        options.includesRaw = includeRaw
        options.customerID = customerID?.text
    }
}
