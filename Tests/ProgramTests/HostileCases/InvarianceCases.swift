import ByteStreams
import Glibc
import TestSupport
import Testing

/// Circumstances that must not change a byte of any result: all small hostile inputs in one directory,
/// converted again.
enum InvarianceCases {
    /// The maximum size, so that the whole catalogue is one quick run.
    private static let sizeLimit = 8 << 10

    /// Makes the tree `name`; returns how many files it has.
    private static func makeTree(_ name: String, reversed: Bool, _ stage: borrowing Stage) {
        _ = stage.scratch.makeDirectory(name)
        var files: [(name: String, content: [UInt8])] = []
        for (number, hostile) in HostileCaseTests.cases.enumerated() {
            let content = hostile.content()
            if content.count > sizeLimit { continue }
            files.append(("\(number)-\(hostile.file)", content))
        }
        for file in reversed ? files.reversed() : files {
            _ = stage.scratch.write(file.content, to: name + "/" + file.name)
        }
    }

    private static func compare(
        _ hostile: RunCase, _ stage: borrowing Stage,
        _ variants: [(words: [String], environment: [String: String])]
    ) throws {
        makeTree("d", reversed: false, stage)
        let first = try stage.convert(["d", "--jobs", "1"])
        #expect(first.status == hostile.exit, "\(first.messages)")
        let expected = stage.results()
        #expect(expected.files.count > 50)
        for variant in variants {
            let run = try stage.convert(
                ["d", "--overwrite"] + variant.words, environment: variant.environment)
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(stage.results().differences(from: expected) == [], "\(variant)")
            #expect(run.steadyMessages == first.steadyMessages)
        }
    }

    private static let same = "The same bytes."
    private static let nothing = "The same lines."

    static let all: [RunCase] = [
        RunCase(
            128, "another locale or time zone", exit: 1, kept: same, reported: nothing
        ) { hostile, stage in
            try compare(
                hostile, stage,
                [
                    ([], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Apia"]),
                    ([], ["LC_ALL": "C", "TZ": "nonsense"]),
                ])
        },
        RunCase(
            129, "1 to 16 workers", exit: 1, kept: same, reported: nothing
        ) { hostile, stage in
            try compare(hostile, stage, [2, 5, 16].map { (["--jobs", "\($0)"], [:]) })
        },
        RunCase(
            130, "files made in another order", exit: 1, kept: same, reported: nothing
        ) { hostile, stage in
            try compare(hostile, stage, [])
            let expected = stage.results()
            #expect(rename(stage.text("d"), stage.text("forwards")) == 0)
            makeTree("d", reversed: true, stage)
            let run = try stage.convert(["d", "--overwrite"])
            #expect(run.status == hostile.exit, "\(run.messages)")
            #expect(stage.results().differences(from: expected) == [])
        },
        RunCase(
            131, "another seed of hash tables", exit: 1, kept: same, reported: nothing
        ) { hostile, stage in
            let seeds: [(words: [String], environment: [String: String])] =
                [([], ["SWIFT_DETERMINISTIC_HASHING": "1"])]
                + [(words: [String], environment: [String: String])](repeating: ([], [:]), count: 1)
            try compare(hostile, stage, seeds)
        },
    ]
}
