/// What can be wrong with the contents of a mapping file.
package enum MappingFault: Hashable, Sendable {
    case badThreatID(String)
    case emptyText(key: String)
    case unknownSeverity(String)
    case duplicateRow(alertType: String, firstLine: Int)
}
