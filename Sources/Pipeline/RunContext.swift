package import Accounts
internal import JSONRecords
internal import Mimecast
package import Sophos

/// What all converters of a run share.
package struct RunContext: Sendable {
    package let options: ConvertOptions
    package let mapping: ThreatMapping
    package let interruption: Interruption
    /// Key tables for readers, with the names of `--unwrap-field` beside Mimecast's. What one reader has
    /// learned, the next one knows.
    let spareKeys: SpareKeys
    /// nil if nobody watches.
    package var progress: RunProgress?
    /// How many cores are free now; nil if none ever is.
    package private(set) var cores: (@Sendable () -> SpareCores)?

    package init(
        _ options: ConvertOptions, mapping: ThreatMapping = .builtIn,
        interruption: Interruption = .never
    ) {
        self.options = options
        self.mapping = mapping
        self.interruption = interruption
        spareKeys = SpareKeys(MimecastFields.table(unwrapping: options.unwrapFields))
    }

    /// For a converter whose progress does not count.
    package var unwatched: RunContext {
        var context = self
        context.progress = nil
        return context
    }

    /// For a converter that may use cores as they become free; nil: that has one to itself.
    package func using(_ cores: (@Sendable () -> SpareCores)?) -> RunContext {
        var context = self
        context.cores = cores
        return context
    }
}

/// Cores without an input of their own, and the inputs that are still read.
package struct SpareCores: Hashable, Sendable {
    package var free: Int
    package var inputs: Int

    package init(free: Int, inputs: Int) {
        self.free = free
        self.inputs = inputs
    }

    package var isOneFree: Bool { free > 0 }
    /// How many of them each input may take.
    package var share: Int { free / max(inputs, 1) }
}
