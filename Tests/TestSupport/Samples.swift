package import ByteStreams

/// The golden cases in `samples/`, shared by README, tests and benchmarks.
package struct Sample: Sendable {
    /// The folder's name.
    package let name: String
    package let directory: Path

    package var testDescription: String { name }

    /// The folder `samples/`.
    package static let root: Path = {
        // …/Tests/TestSupport/Samples.swift
        Path(#filePath).directory.directory.directory.appending("samples")
    }()

    /// What each version left: no case.
    private static let releases = Array("releases".utf8)

    /// All cases, in byte order of their names.
    package static let all: [Sample] = {
        guard case .success(let entries) = DirectoryListing.entries(of: root) else { return [] }
        return entries.filter { $0.type == .directory && $0.name != releases }.map {
            Sample(
                name: String(decoding: $0.name, as: UTF8.self), directory: root.appending($0.name))
        }
    }()

    package var input: Path { directory.appending("input") }
    package var expected: Path { directory.appending("expected") }

    /// The words of `command`: the program's arguments, with `OUT` for the output directory.
    package func command(output: Path) -> [String] {
        let text = String(
            decoding: TemporaryDirectory.contents(directory.appending("command")) ?? [],
            as: UTF8.self)
        let output = String(decoding: output.bytes, as: UTF8.self)
        return text.split { $0 == " " || $0 == "\n" }.map { $0 == "OUT" ? output : String($0) }
    }

    /// The expected exit code, from `exit`.
    package var exitCode: Int32? {
        let text = String(
            decoding: TemporaryDirectory.contents(directory.appending("exit")) ?? [], as: UTF8.self)
        return Int32(text.filter { $0 != "\n" })
    }
}
