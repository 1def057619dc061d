package import Accounts
package import ByteStreams
internal import Glibc
package import Pipeline

/// The inputs of a run, in the order in which they count: by their names below the output's
/// folders, component by component. Neither the order in which a directory lists its entries nor
/// how a shell sorts has a say.
package struct InputList: Sendable {
    package private(set) var inputs: [Input]
    /// What trees hold besides.
    package private(set) var skipped: SkippedFiles
    /// Names that lead to a file or a directory that another name led to before.
    package private(set) var repeated: Int
    /// Arguments that do not exist, in their order. Each is an input with a `failure`, too.
    package let missing: [Path]
    /// All inputs, and what is read beside them: no output may take their place.
    private var files: ReadFiles
    private let directories: [FileNumber: Path]

    /// Expands `arguments`: a file is itself, a directory is what lies below it.
    ///
    /// - Parameters:
    ///   - root: what names are relative to, instead of each argument's own directory. So a name does
    ///     not depend on what else a run reads.
    ///   - standardInputIsTaken: whether something else was read from there.
    ///   - patterns: which files of a directory are inputs.
    ///   - areQuarantine: the inputs are quarantine files, and have the names of the inputs whose pieces
    ///     they hold; files of other names in trees are skipped. An output directory stands for its
    ///     `rejects/`.
    /// - Throws: `missing` when none of the arguments exists; `standardInputIsTaken`; `outsideRoot`;
    ///   `earlierRun`. One that does not exist among others, or cannot be listed, is an input with a
    ///   `failure`.
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
                // A run that rejected nothing has none.
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
            // Before names are made different: an ending that is taken away can make them equal.
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
        // No two names are equal, so the order is the same whatever sorts.
        inputs.sort { $0.relative.precedesByComponents($1.relative) }
        self.skipped = skipped
        repeated = walk.repeated + repeatedStandardInput
        files = walk.files
        directories = walk.directories
    }

    /// The part of the list that is `shard`'s. All parts together are the list: what was skipped
    /// is counted in the first, and an output must keep away from the inputs of all.
    package func part(_ shard: Shard) -> InputList {
        var list = self
        list.inputs = inputs.enumerated().filter { shard.holds($0.offset) }.map(\.element)
        if shard.number > 1 {
            list.skipped = SkippedFiles()
            list.repeated = 0
        }
        return list
    }

    /// Takes files that are read beside the inputs, such as a mapping, under the same protection.
    package mutating func protect(_ paths: [Path]) {
        for path in paths { files.insert(path) }
    }

    /// Whether `path` leads to a file that is read, by whatever name or link.
    package func contains(_ path: Path) -> Bool {
        guard case .success(let status) = FileStatus.of(path) else { return false }
        return files.contains(status.identity.file)
    }

    /// Refuses an output file that is an input, or is read beside them.
    ///
    /// - Throws: `outputIsInput`.
    package func checkOutput(file path: Path) throws(InputError) {
        try files.checkOutput(path)
    }

    /// Refuses an output directory that is an input, or is or lies in a directory of inputs, or
    /// whose earlier results are inputs: replacing them would remove what is still to be read. The
    /// directory need not exist yet; nothing is made.
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

    /// The part of an output directory that a directory is or lies in.
    private enum OutputPart {
        /// The output directory itself.
        case all
        case rejects
        /// Alerts, proven or not: they are no records of Mimecast's, and no rejects.
        case alerts
    }

    /// The output directory of ours that `path`, a directory, is or in whose results it lies.
    private static func earlierRun(at path: Path) -> (directory: Path, part: OutputPart)? {
        if OutputTree(path).isEarlierRun { return (path, .all) }
        var inner = path
        while case .success(let status) = FileStatus.of(inner) {
            let outer = inner.appending("..")
            // The directory above the root is the root.
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

    /// `inner` without its last component, where that leads to the same directory as `inner/..`, which
    /// nobody would type.
    private static func sameDirectory(
        as outer: Path, _ number: FileNumber, _ inner: Path
    ) -> Path {
        guard case .success(let status) = FileStatus.of(inner.directory),
            status.identity.file == number
        else { return outer }
        return inner.directory
    }

    /// The first file at or below `path` that is an input, by whatever name.
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

    /// `path` itself, if it is a directory, and all directories above it, links followed as the
    /// kernel would follow them.
    private static func directoriesAbove(_ path: Path) -> [FileNumber] {
        var present = Path(path.isAbsolute ? "/" : ".")
        // Directories that would have to be made below `present`.
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
            // The directory above the root is the root.
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

    /// A quarantine file by the name of the input whose pieces it holds; nil for a file in a tree that
    /// has another name. What was named is one, whatever its name, and what could not be looked at, such
    /// as a directory, may have held some.
    fileprivate var ofQuarantine: Input? {
        if isStandardInput { return self }
        guard let name = OutputTree.input(ofRejects: relative, isNamed: !fromTree) else {
            return fromTree && failure == nil ? nil : self
        }
        var input = self
        input.relative = name
        return input
    }

    /// - Parameter folder: the name of the directory that was walked; nil for none.
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

    /// Reads a list of inputs: the names that stand between separators. Empty ones are nothing;
    /// the last one needs no separator.
    ///
    /// - Parameter separator: LF, or NUL for names that may hold line ends.
    /// - Throws: what reading throws.
    package static func list(
        from source: inout some ByteSource & ~Copyable, separator: UInt8
    ) throws(StreamDamage) -> [InputArgument] {
        let text = try source.readToEnd()
        return text.split(separator: separator).map { InputArgument(Path(bytes: Array($0))) }
    }
}

extension RunProgress {
    /// - Parameter onStep: as ``init(of:onStep:)`` has it.
    package convenience init(
        _ inputs: InputList, onStep: @escaping @Sendable (RunProgress) -> Void = { _ in }
    ) {
        self.init(of: inputs.inputs, onStep: onStep)
    }
}
