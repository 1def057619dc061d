package import JSONRecords

/// What is wrong with a summary that is read back, and where.
package typealias SummaryProblem = DocumentProblem<SummaryFault>
