import Accounts
import ByteStreams
import Pipeline
import Reports
import Runs
import Sophos
import Synchronization
import TestSupport
import Testing

@Suite struct ExplainTextTests {
    private func texts(
        _ input: String, _ change: (inout ConvertOptions) -> Void = { _ in }
    ) throws -> [String] {
        let directory = TemporaryDirectory()
        let path = directory.write(Array(input.utf8), to: "in.ndjson")
        var options = ConvertOptions()
        change(&options)
        let text = ExplainText(options)
        let texts = Mutex<[String]>([])
        let run = ExplainRun(try InputList([.path(path)]), options, mapping: .builtIn)
        _ = try run.run(ExplainRequest()) { find in
            if case .piece(let piece) = find { texts.withLock { $0.append(text.text(piece)) } }
            return true
        }
        // The location of the test's directory is random.
        let place = String(decoding: directory.path.bytes, as: UTF8.self)
        return texts.withLock { $0 }.map { $0.replacing(place + "/", with: "DIR/") }
    }

    private static let click =
        #"{"userEmailAddress":"a@example.com","url":"https://x.example/","ttpDefinition":"default url protection definition","scanResult":"malicious","date":"2024-11-17T18:02:30+0100","messageId":"<1@x.example>"}"#

    @Test func `a converted record is explained from its kind to its alert`() throws {
        let texts = try texts(Self.click)
        #expect(
            texts
                == [
                    #"""
                    converted: 2024-11-17T17:02:30.000Z  a@example.com  <1@x.example>  https://x.example/
                      place     DIR/in.ndjson:1: record 1, byte 0
                      kind      url, by its keys: url with scanResult, ttpDefinition, userEmailAddress, urlCategory or blockReason
                      category  url, taken
                      format    as expected
                                "date" is "2024-11-17T18:02:30+0100": 2024-11-17T17:02:30.000Z
                      verdict   "scanResult" is "malicious": neither clean nor safe
                      name      "default url protection definition", by ttpDefinition, because the rule yields nothing
                                  "ttpDefinition" is "default url protection definition"
                                  "reason" is missing
                                  "creationMethod" is missing
                      threat    T1598.003 Spearphishing Link
                                prefix: the name begins with the row "Default URL Protection"
                      severity  high: the verdict is malicious, or the message was tagged so
                      id        ID
                                made from kind, time, userEmailAddress, url, messageId
                      fed by    verdict     scanResult
                                recipient   userEmailAddress
                                message_id  messageId
                                url         url
                                definition  ttpDefinition
                      alert     {
                                  "id": "ID",
                                  "alertType": "Default URL Protection",
                                  "threatId": "T1598.003",
                                  "threatName": "Spearphishing Link",
                                  "severity": "high",
                                  "type": "Event::Integration::Mimecast::Url",
                                  "when": "2024-11-17T17:02:30.000Z",
                                  "created_at": "2024-11-17T17:02:30.000Z",
                                  "description": "Default URL Protection for a@example.com",
                                  "source": "a@example.com",
                                  "threat": "Spearphishing Link",
                                  "threat_cleanable": false,
                                  "event_service_event_id": "ID",
                                  "data": {
                                    "endpoint_type": "mailbox",
                                    "category": "url",
                                    "verdict": "malicious",
                                    "recipient": "a@example.com",
                                    "message_id": "<1@x.example>",
                                    "url": "https://x.example/",
                                    "definition": "default url protection definition",
                                    "vendor": "Mimecast",
                                    "product": "Email Security Cloud Gateway"
                                  }
                                }
                    """#
                ].map {
                    let id = texts[0].split(separator: "\n").first { $0.hasPrefix("  id") }
                    return $0.replacing("ID", with: id?.dropFirst(12) ?? "")
                })
    }

    @Test func `the filter that removed a record comes last`() throws {
        let safe = Self.click.replacing("malicious", with: "Safe ")
        let text = try texts(safe)[0]
        #expect(
            text.hasPrefix(
                """
                filtered: 2024-11-17T17:02:30.000Z  a@example.com  <1@x.example>  https://x.example/
                  place     DIR/in.ndjson:1: record 1, byte 0

                """))
        #expect(
            text.hasSuffix(
                "\n  verdict   \"scanResult\" is \"Safe \": clean or safe\n  filtered  clean-or-safe: marked clean or safe by Mimecast"
            ))
        let early = try texts(Self.click) { $0.window = 1_750_000_000_000..<Int64.max }[0]
        #expect(
            early.contains("\n  window    outside of --since 2025-06-15T15:06:40.000Z\n  filtered"))
        let other = try texts(#"{"type": "journal", "aCode": "x"}"#)[0]
        #expect(
            other.contains("\n  kind      other: \"type\" is \"journal\"\n  filtered  other-kind"))
    }

    @Test func `a rejected piece shows its bytes with a caret below the fault`() throws {
        let texts = try texts(
            #"""
            {"a":1,}
            {"url":"u","scanResult":"malicious","date":"soon"}
            [1]
            """#)
        #expect(texts[0].hasSuffix("\n  bytes     {\"a\":1,}\n                   ^"))
        #expect(
            texts[1].hasSuffix(
                "\n  bytes     …\"u\",\"scanResult\":\"malicious\",\"date\":\"soon\"}\n                                                 ^"
            ))
        #expect(texts[2].hasSuffix("\n  bytes     1\n            ^"))
    }

    @Test func `the first line identifies the record, or says that it cannot`() throws {
        let texts = try texts(
            #"""
            {"subject":"Your \"invoice\"","recipientAddress":"a@example.com","date":"soon","result":"x","fileName":"f"}
            {"fileName":"a.pdf","result":"clean"}
            [7]
            {"messageId":"<2@x>","date":"2024
            """#)
        let heads = texts.map { $0.split(separator: "\n")[0] }
        #expect(
            heads == [
                #"rejected: "soon"  a@example.com  "Your \"invoice\"""#, #"rejected: "a.pdf""#,
                "rejected: no time, user, message id, subject or URL in it",
                #"rejected: "2024"  <2@x>"#,
            ])
        #expect(texts[2].contains("\n  place     DIR/in.ndjson:3: record 3, byte "))
    }

    @Test func `colour highlights the outcome and changes no words`() throws {
        let directory = TemporaryDirectory()
        let input = directory.write(Array(Self.click.utf8), to: "in.ndjson")
        let texts = Mutex<[String]>([])
        let run = ExplainRun(
            try InputList([.path(input)]), ConvertOptions(), mapping: .builtIn)
        _ = try run.run(ExplainRequest()) { find in
            guard case .piece(let piece) = find else { return true }
            for isColored in [false, true] {
                let style = TerminalStyle(isColored: isColored)
                let text = ExplainText(ConvertOptions(), style: style).text(piece)
                texts.withLock { $0.append(text) }
            }
            return true
        }
        let (plain, colored) = texts.withLock { ($0[0], $0[1]) }
        #expect(colored.hasPrefix("\u{1B}[32mconverted\u{1B}[0m: "))
        #expect(colored.replacing(#/\x1B\[[0-9;]*m/#, with: "") == plain)
    }

    @Test func `pieces not shown are counted, and a failed search is reported`() {
        var totals = ExplainRun.Totals()
        totals.inputs = 1
        totals.seen = 1234
        var request = ExplainRequest()
        #expect(ExplainEnd.rest(totals) == nil)
        #expect(ExplainEnd.nothing(totals, request, isStopped: false) == nil)
        request.text = SoughtText("a\u{1B}b")
        request.id = AlertID(text: "5c0f6c1e-8d1f-8b2a-9c3d-0e1f2a3b4c5d")
        #expect(
            ExplainEnd.nothing(totals, request, isStopped: true)
                == #"no record with the text "a\x1bb" and that gives the alert 5c0f6c1e-8d1f-8b2a-9c3d-0e1f2a3b4c5d; looked at 1,234 records in 1 input, then stopped"#
        )
        totals.found = 2
        request.outcome = .converted
        #expect(
            ExplainEnd.nothing(totals, request, isStopped: false)
                == "2 records found, none of them converted; leave out --outcome to see them")
        totals.matched = 12
        totals.shown = 10
        #expect(ExplainEnd.nothing(totals, request, isStopped: false) == nil)
        #expect(ExplainEnd.rest(totals) == "and 2 more; --limit shows more of them")
    }

    @Test(arguments: Format.allCases)
    func `nothing in a record affects a terminal`(format: Format) throws {
        let hostile = #"\u001b[2J\u202e\u009b1m\r\n\u2028"# + "\u{7F}\u{85}\u{202E}\u{FEFF}"
        let record = Self.click.replacing("https://x.example/", with: hostile)
            .replacing("default url protection definition", with: hostile)
            .replacing("<1@x.example>", with: hostile)
        let broken = "{\"a\u{1B}[2J\u{202E}\": \u{9B}}"
        for text in try texts(record + "\n" + broken, { $0.format = format }) {
            for scalar in text.unicodeScalars where scalar != "\n" {
                #expect(scalar.properties.generalCategory != .control, "\(scalar.value)")
                #expect(scalar.properties.generalCategory != .format, "\(scalar.value)")
                #expect(scalar != "\u{2028}")
            }
        }
    }

    @Test func `a line of another format is shown verbatim`() throws {
        let text = try texts(Self.click) { $0.format = .cef }[0]
        #expect(text.contains("\n  alert     CEF:0|sophos|sophos central|1.0|Event::"))
    }

    @Test func `a name without a row says what was done with it`() throws {
        let click = Self.click.replacing("default url protection definition", with: "Mine")
        #expect(
            try texts(click)[0].contains(
                "\n  threat    no threat\n            none: no row has the name; kept without one (--unmapped keep)\n"
            ))
        let rejected = try texts(click) { $0.unmapped = .reject }[0]
        #expect(rejected.contains("it is rejected (--unmapped reject)\n  rejected  unmapped: "))
    }
}
