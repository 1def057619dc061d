package import JSONRecords

/// What is wrong with a mapping file, and where.
package typealias MappingProblem = DocumentProblem<MappingFault>
