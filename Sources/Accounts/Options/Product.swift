/// What this program is called and which version of it this is (CHANGELOG.md).
package enum Product {
    package static let name = "mimecast2sophos"
    package static let version = "0.1.0"
}
