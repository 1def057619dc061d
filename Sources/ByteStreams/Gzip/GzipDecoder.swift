internal import CZlib

#if ISAL
    internal import CISAL
#endif

/// The decoder for gzip's data: libz, or ISA-L together with libz (package trait `ISAL`). Both give the
/// same bytes, and the same verdict at the same offset.
package struct GzipDecoder: Hashable, Sendable, CustomStringConvertible {
    enum Library: Hashable, Sendable {
        case libz
        #if ISAL
            case isal
        #endif
    }

    let library: Library
    /// The average size from which ISA-L decodes blocks; libz decodes smaller ones, for which ISA-L's
    /// start-up cost exceeds the savings.
    let leastBlockBytes: Int
    /// Whether to drive ISA-L like the versions that forget where in a byte a block ended.
    let assumesForgetful: Bool

    private init(_ library: Library, leastBlockBytes: Int = 0, assumesForgetful: Bool = false) {
        self.library = library
        self.leastBlockBytes = leastBlockBytes
        self.assumesForgetful = assumesForgetful
    }

    package static let libz = GzipDecoder(.libz)

    #if ISAL
        package static let isal = GzipDecoder(.isal, leastBlockBytes: 16 << 10)

        /// The one that inputs are decoded with.
        package static let preferred = isal

        /// Each way to decode that is in this build, for tests: among them ISA-L from the first block on,
        /// as it is and as its later versions are.
        package static let all = [
            libz, isal, GzipDecoder(.isal), GzipDecoder(.isal, assumesForgetful: true),
        ]
    #else
        /// The one that inputs are decoded with.
        package static let preferred = libz

        /// Each way to decode that is in this build, for tests.
        package static let all = [libz]
    #endif

    /// The library and its version: `libz 1.2.13`.
    package var description: String {
        switch library {
        case .libz: return unsafe "libz \(String(cString: zlibVersion()))"
        #if ISAL
            // ISA-L has no function that says it: this is the version of its headers.
            case .isal:
                return "ISA-L \(ISAL_MAJOR_VERSION).\(ISAL_MINOR_VERSION).\(ISAL_PATCH_VERSION)"
        #endif
        }
    }
}
