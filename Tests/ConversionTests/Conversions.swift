import Accounts
import ByteStreams
import Runs
import Sophos
import TestSupport

/// Converts `input` into a fresh directory and returns the results.
func convert(
    _ input: Path, jobs: Int = 1, publishers: Int = 0,
    _ change: (inout ConvertOptions) -> Void = { _ in }
) throws -> (summary: Summary, tree: Tree) {
    let output = TemporaryDirectory()
    var options = ConvertOptions()
    change(&options)
    let directory = output.path.appending("out")
    var run = ConvertRun(try InputList([.path(input)]), to: .directory(directory), options)
    run.jobs = jobs
    run.publishers = publishers
    let summary = try run.run()
    return (
        summary, Tree(directory, leavingOut: ["run.json", "manifest.json", ".mimecast2sophos.ids"])
    )
}

/// As above, for text in a file with this name.
func convert(
    text: String, named name: String = "in.ndjson",
    _ change: (inout ConvertOptions) -> Void = { _ in }
) throws -> (summary: Summary, tree: Tree) {
    let directory = TemporaryDirectory()
    return try convert(directory.write(Array(text.utf8), to: name), change)
}
