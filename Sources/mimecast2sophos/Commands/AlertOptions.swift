import ArgumentParser
import Conversion
import Sophos

/// What an alert looks like, for every command that shows alerts.
struct AlertOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "json: an alert of the Sophos Central SIEM API; cef and keyvalue: the lines of Sophos's SIEM script; detection: a detection of Sophos XDR; ocsf: an OCSF 1.8 Detection Finding.",
            valueName: "json|cef|keyvalue|detection|ocsf"))
    var format = Format.json

    @Flag(help: "Add data.rawData, the record as it was read.")
    var includeRaw = false

    @Option(help: ArgumentHelp("The tenant, as Sophos alerts carry it.", valueName: "uuid"))
    var customerID: CustomerID?

    func apply(to options: inout ConvertOptions) {
        options.format = format
        options.includesRaw = includeRaw
        options.customerID = customerID?.text
    }
}
