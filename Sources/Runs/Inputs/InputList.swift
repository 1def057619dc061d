package import Accounts
package import ByteStreams
internal import Glibc
package import Pipeline

/// The inputs of a run in their canonical order: by their names below the output folders, component by
/// component. The order of directory entries or of a shell's sorting does not matter.
package struct InputList: Sendable {
    package private(set) var inputs: [Input]
    /// Other files in walked directories.
    package private(set) var skipped: SkippedFiles
    /// Additional names of files and directories that were already found.
    package private(set) var repeated: Int
    /// Arguments that do not exist, in their order. Each is also an input with a `failure`.
    package let missing: [Path]
    /// All inputs, and other files that are read: no output may replace them.
    private var files: ReadFiles
    private let directories: [FileNumber: Path]

    /// Expands `arguments`: a file is itself, a directory stands for the files below it.
    ///
    /// - Parameters:
    ///   - root: the directory that names are relative to, instead of each argument's own directory, so
    ///     that a name does not depend on what else a run reads.
    ///   - standardInputIsTaken: whether something else was read from standard input.
    ///   - patterns: which files of a directory are inputs.
    ///   - areQuarantine: whether the inputs are quarantine files, which are named after the inputs
    ///     whose pieces they contain; files with other names in directories are skipped. An output
    ///     directory stands for its `rejects/`.
    /// - Throws: `missing` if none of the arguments exists; `standardInputIsTaken`; `outsideRoot`;
    ///   `earlierRun`. If only some do not exist, or cannot be listed, they are inputs with a `failure`.
    package init(
        _ arguments: [InputArgument], root: Path? = nil, standardInputIsTaken: Bool = false,
        patterns: NamePatterns = NamePatterns(), areQuarantine: Bool = false
    ) throws(InputError) {
        var walk = InputWalk(patterns, areQuarantine: areQuarantine)
        var candidates: [(argument: Int, input: Input)] = []
        var missing: [Path] = []
        var repeatedStandardInput = 0
        for (number, argument) in arguments.enumerated() {
            guard case .path(let path) = argument else {
                if standardInputIsTaken { throw .standardInputIsTaken }
                if candidates.contains(where: \.input.isStandardInput) {
                    repeatedStandardInput += 1
                } else {
                    candidates.append((number, .standard))
                }
                continue
            }
            let below = try root.map { (root) throws(InputError) in
                try InputNames.name(of: path, below: root)
            }
            let name = InputNames.contained(below ?? Path(bytes: path.lastComponent), or: "input")
            switch FileStatus.of(path) {
            case .failure(let error) where [ENOENT, ENOTDIR].contains(error.errno):
                missing.append(path)
                candidates.append((number, Input(path: path, relative: name, failure: error.errno)))
            case .failure(let error):
                candidates.append((number, Input(path: path, relative: name, failure: error.errno)))
            case .success(let status) where status.kind == .directory:
                let run = Self.earlierRun(at: path)
                if let run, run.part == .alerts || (run.part == .all && !areQuarantine) {
                    throw .earlierRun(path, run.directory)
                }
                let place = run?.part == .all ? OutputTree(path).rejects : path
                // A run without rejects has none.
                if place != path, !FileStatus.isTaken(place) { continue }
                candidates += walk.walk(place, rootName: name).map {
                    (number, Input($0, below: below))
                }
            case .success(let status):
                if walk.meet(status.identity.file) {
                    let identity = status.kind == .regular ? status.identity : nil
                    candidates.append(
                        (number, Input(path: path, relative: name, identity: identity)))
                }
            }
        }
        if !missing.isEmpty, missing.count == arguments.count { throw .missing(missing) }
        self.missing = missing
        var skipped = walk.skipped
        if areQuarantine {
            // Before names are made distinct, because removing an extension can make them equal.
            candidates = candidates.compactMap { argument, input in
                if let input = input.ofQuarantine { return (argument, input) }
                skipped.add(input.path, named: input.relative)
                return nil
            }
        }
        let names = InputNames.distinct(
            candidates.map { (argument: $0.argument, name: $0.input.relative) })
        inputs = zip(candidates, names).map { candidate, name in
            var input = candidate.input
            input.relative = name
            return input
        }
        // All names are distinct, so the order does not depend on the sorting algorithm.
        inputs.sort { $0.relative.precedesByComponents($1.relative) }
        self.skipped = skipped
        repeated = walk.repeated + repeatedStandardInput
        files = walk.files
        directories = walk.directories
    }

    /// The part of the list that belongs to `shard`. All parts together are the list: skipped files are
    /// counted in the first, and outputs must not replace inputs of any part.
    package func part(_ shard: Shard) -> InputList {
        var list = self
        list.inputs = inputs.enumerated().filter { shard.holds($0.offset) }.map(\.element)
        if shard.number > 1 {
            list.skipped = SkippedFiles()
            list.repeated = 0
        }
        return list
    }

    /// Gives other files that are read, such as a mapping, the same protection.
    package mutating func protect(_ paths: [Path]) {
        for path in paths { files.insert(path) }
    }

    /// Whether `path` leads to a file that is read, under any name or link.
    package func contains(_ path: Path) -> Bool {
        guard case .success(let status) = FileStatus.of(path) else { return false }
        return files.contains(status.identity.file)
    }

    /// Refuses an output file that is an input or is otherwise read.
    ///
    /// - Throws: `outputIsInput`.
    package func checkOutput(file path: Path) throws(InputError) {
        try files.checkOutput(path)
    }

    /// Refuses an output directory that is an input, or is or is inside a directory of inputs, or whose
    /// earlier results are inputs, because replacing them would remove what is still to be read. The
    /// directory need not exist yet; nothing is created.
    ///
    /// - Throws: `outputIsInput`, `outputInsideInput`.
    package func checkOutput(directory path: Path) throws(InputError) {
        try checkOutput(file: path)
        for number in Self.directoriesAbove(path) {
            if let input = directories[number] {
                throw .outputInsideInput(output: path, input: input)
            }
        }
        for result in OutputTree(path).marks {
            if let input = firstInput(at: result) { throw .outputIsInput(input) }
        }
    }

    /// The part of an output directory that a directory is or is inside.
    private enum OutputPart {
        /// The output directory itself.
        case all
        case rejects
        /// Alerts, proven or not, which are neither Mimecast records nor rejects.
        case alerts
    }

    /// The output directory of ours that `path`, a directory, is or in whose results it is.
    private static func earlierRun(at path: Path) -> (directory: Path, part: OutputPart)? {
        if OutputTree(path).isEarlierRun { return (path, .all) }
        var inner = path
        while case .success(let status) = FileStatus.of(inner) {
            let outer = inner.appending("..")
            // The root's parent is the root.
            guard case .success(let above) = FileStatus.of(outer), above.kind == .directory,
                above.identity.file != status.identity.file
            else { return nil }
            let tree = OutputTree(outer)
            let parts: [(Path, OutputPart)] = [
                (tree.alerts, .alerts), (tree.unproven, .alerts), (tree.rejects, .rejects),
            ]
            for (place, part) in parts {
                if case .success(let result) = FileStatus.of(place),
                    result.identity.file == status.identity.file, tree.isEarlierRun
                {
                    return (Self.sameDirectory(as: outer, above.identity.file, inner), part)
                }
            }
            inner = outer
        }
        return nil
    }

    /// `inner` without its last component, if that leads to the same directory as `inner/..`, which
    /// looks odd.
    private static func sameDirectory(
        as outer: Path, _ number: FileNumber, _ inner: Path
    ) -> Path {
        guard case .success(let status) = FileStatus.of(inner.directory),
            status.identity.file == number
        else { return outer }
        return inner.directory
    }

    /// The first file at or below `path` that is an input, under any name.
    private func firstInput(at path: Path) -> Path? {
        var waiting = [path]
        while let next = waiting.popLast() {
            if contains(next) { return next }
            guard case .success(let entries) = DirectoryListing.entries(of: next) else { continue }
            waiting += entries.reversed().filter { $0.type != .symbolicLink }
                .map { next.appending($0.name) }
        }
        return nil
    }

    /// `path` itself, if it is a directory, and all directories above it, following links as the kernel
    /// does.
    private static func directoriesAbove(_ path: Path) -> [FileNumber] {
        var present = Path(path.isAbsolute ? "/" : ".")
        // Directories that would have to be created below `present`.
        var absent = 0
        for component in path.components {
            let isUp = component == Array("..".utf8)
            if absent > 0 {
                absent += isUp ? -1 : 1
            } else if case .success = FileStatus.of(present.appending(component)) {
                present = present.appending(component)
            } else {
                absent = 1
            }
        }
        var numbers: [FileNumber] = []
        while case .success(let status) = FileStatus.of(present) {
            // The root's parent is the root.
            if numbers.last == status.identity.file { break }
            if status.kind == .directory { numbers.append(status.identity.file) }
            present = status.kind == .directory ? present.appending("..") : present.directory
        }
        return numbers
    }
}

extension Input {
    fileprivate static let standard = Input(
        path: Path(""), relative: Path("stdin"), isStandardInput: true)

    /// A quarantine file under the name of the input whose pieces it contains; nil for a walked file
    /// with another name. Files given explicitly count whatever their name, and an entry that could not
    /// be inspected, such as a directory, may have contained some.
    fileprivate var ofQuarantine: Input? {
        if isStandardInput { return self }
        guard let name = OutputTree.input(ofRejects: relative, isNamed: !fromTree) else {
            return fromTree && failure == nil ? nil : self
        }
        var input = self
        input.relative = name
        return input
    }

    /// - Parameter folder: the name of the walked directory; nil for none.
    fileprivate init(_ found: InputWalk.Found, below folder: Path?) {
        let name = folder.map { $0.appending(found.name) } ?? found.name
        let relative = InputNames.contained(name, or: "input")
        switch found.result {
        case .success(let status):
            self.init(
                path: found.path, relative: relative, fromTree: true, identity: status.identity)
        case .failure(let error):
            self.init(path: found.path, relative: relative, fromTree: true, failure: error.errno)
        }
    }
}

/// One INPUT of a command line or of a list of inputs.
package enum InputArgument: Hashable, Sendable {
    case standardInput
    /// A file or a directory.
    case path(Path)

    /// `-` is standard input.
    package init(_ path: Path) {
        self = path == Path("-") ? .standardInput : .path(path)
    }

    /// An argument of this process, whose bytes need not be UTF-8.
    package init(argument: String) {
        self.init(Path(argument: argument))
    }

    /// Reads a list of names between separators. Empty ones are ignored; the last one needs no
    /// separator.
    ///
    /// - Parameter separator: LF, or NUL for names that may contain line ends.
    /// - Throws: what reading throws.
    package static func list(
        from source: inout some ByteSource & ~Copyable, separator: UInt8
    ) throws(StreamDamage) -> [InputArgument] {
        let text = try source.readToEnd()
        return text.split(separator: separator).map { InputArgument(Path(bytes: Array($0))) }
    }
}

extension RunProgress {
    /// - Parameter onStep: see ``init(of:onStep:)``.
    package convenience init(
        _ inputs: InputList, onStep: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        self.init(of: inputs.inputs, onStep: onStep)
    }
}
