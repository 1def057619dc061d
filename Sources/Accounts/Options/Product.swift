/// The program's name and version (CHANGELOG.md).
package enum Product {
    package static let name = "mimecast2sophos"
    package static let version = "0.1.0"
}
