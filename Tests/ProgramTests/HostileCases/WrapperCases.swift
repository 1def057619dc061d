import Accounts

/// Lines that collectors wrote around a record, or that only look so, among five good records.
enum WrapperCases {
    static let all: [HostileCase] = read + refused

    private static let inner = Hostile.record("inside")
    private static let text = quoted(inner)

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static let read: [HostileCase] = [
        .accept(
            141, "an object around a record, under any name", #"{"host":"mx1","x":\#(inner)}"#,
            kept: "All six records; `summary.json` counts the wrapper's path under `unwrapped`."),
        .accept(
            142, "a record as text under a name that collectors use",
            #"{"sourcetype":"mimecast","_raw":\#(text)}"#,
            kept: "All six records; `summary.json` counts the wrapper's path under `unwrapped`."),
        .accept(
            143, "the same record in `_raw` and in `event.original`",
            #"{"_raw":\#(text),"event":{"original":\#(text)}}"#,
            kept: "All six records; the two copies are one record."),
        .accept(
            144, "a member named message in a record",
            inner.dropLast() + #","message":\#(quoted(Hostile.record("other")))}"#,
            kept: "All six records; the text in it is not read."),
        .accept(
            145, "a record after a syslog priority and a time",
            "<134>1 2024-11-17T17:02:30Z mx app 1 ID - " + inner, warnings: [.linePrefix: 1],
            kept: "All six records."),
    ]

    private static let refused: [HostileCase] = [
        .reject(
            146, "a whole record as the subject of an unknown object", .unknownShape,
            #"{"x":1,"subject":\#(text)}"#),
        .reject(
            147, "a record in more than four wrappers", .unknownShape,
            #"{"a":{"b":{"c":{"d":{"e":\#(inner)}}}}}"#),
        .reject(
            148, "a record cut inside its wrapper's text", .unknownShape,
            #"{"_raw":\#(quoted(String(inner.dropLast(20))))}"#),
    ]
}
