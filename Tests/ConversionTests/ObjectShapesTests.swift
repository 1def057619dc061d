import Accounts
import ByteStreams
import JSONRecords
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ObjectShapesTests {
    private static func names(_ object: String, _ shapes: inout ObjectShapes) -> [String] {
        JSONText.withText(of: Array(object.utf8)) { shapes.names(of: $0) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `an object has its own names, whatever came before it`() {
        let objects = [
            "{}", #"{"a":1}"#, #"{"a":1,"b":2}"#, #"{ "a" : {"x":[1]}, "b":"}" }"#,
            #"{"b":1,"a":2}"#, #"{"ab":1}"#, #"{"":1,"ab":2}"#, #"{"\u0061":1}"#,
            "{" + (1...8).map { "\"\($0)\":0" }.joined(separator: ",") + "}",
            "{" + (1...9).map { "\"\($0)\":0" }.joined(separator: ",") + "}",
            "{\"" + String(repeating: "n", count: 300) + "\":1}",
        ]
        var shapes = ObjectShapes()
        var generator = SeededRandom(5)
        for _ in 0..<500 {
            let object = objects.randomElement(using: &generator)!
            var fresh = ObjectShapes()
            let expected = Self.names(object, &fresh)
            let names = Self.names(object, &shapes)
            #expect(names == expected, "\(object)")
        }
        let nine = Self.names(objects[9], &shapes)
        #expect(nine == (1...8).map(String.init))
        let escaped = Self.names(objects[7], &shapes)
        #expect(escaped == ["a"])
    }

    @Test func `objects are counted by their names, in any order of both`() throws {
        var shapes = ObjectShapes()
        var tally = Tally()
        let note = RejectNote(
            file: Path("f"), record: 1, place: Place(line: 1, offset: 0), reason: .unknownShape)
        for names in ["ab", "ab", "ba", "c", "ab", "c", "c"] {
            let shape = RejectNote.Shape(names: names.utf8.map { [$0] }, hint: nil)
            shapes.count(shape, note, in: &tally)
        }
        shapes.tell(&tally)
        shapes.tell(&tally)
        #expect(tally.unknownShapes[[[0x61], [0x62]]]?.count == 4)
        #expect(tally.unknownShapes[[[0x63]]]?.count == 3)
    }
}

@Suite struct RejectSentenceTests {
    @Test func `each reject has its own sentence, whatever came before it`() {
        let place = Place(line: 7, offset: 900)
        var notes: [RejectNote] = []
        for reason in RejectReason.allCases {
            for field in [nil, "date", "scanResult"] {
                for found: RejectNote.Found in [
                    .nothing, .text(Array("\"x\"".utf8)), .text(Array("1".utf8)), .byte(0x7B),
                    .shape(.init(names: [[0x61]], hint: nil)),
                    .shape(.init(names: [[0x61]], hint: .unwrapIsOff(path: [0x61]))),
                    .shape(.init(names: [[0x62]], hint: nil)), .cut, .empty,
                ] {
                    for fault in [nil, 901, 902] as [UInt64?] {
                        var note = RejectNote(
                            file: Path("f"), record: 1, place: place, reason: reason, field: field,
                            found: found, faultOffset: fault, expected: fault == 902 ? .colon : nil)
                        notes.append(note)
                        note.nearMiss = Array("when".utf8)
                        notes.append(note)
                    }
                }
            }
        }
        var sentence = RejectSentence()
        var generator = SeededRandom(9)
        var previous = notes[0]
        for number in 0..<4000 {
            // Often the same, or one that differs in a single part.
            let note =
                number % 2 == 0
                ? notes.randomElement(using: &generator)!
                : notes[(notes.firstIndex(of: previous)! + 1) % notes.count]
            for _ in 0..<2 {
                let text = String(decoding: sentence.text(of: note).bytes, as: UTF8.self)
                #expect(text == Sentences.detail(note))
            }
            previous = note
        }
    }
}
