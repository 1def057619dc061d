package import JSONRecords
internal import Mimecast
package import Sophos

/// The rows of ``AlertMapping`` as far as they have a say in records that hold the same fields.
///
/// Made anew when other fields come, which is seldom: exports write every key of a record's kind.
package struct AlertPlan {
    /// What one key is fed by.
    private struct Step {
        let key: Int
        /// Those of the row's fields that are there, in order of preference.
        let choice: FieldChoice
    }

    private let category: Category
    /// The fields of the records that the steps are for.
    private var present = FieldSet()
    private var steps: [Step] = []

    package init(_ category: Category) { self.category = category }

    /// Fills in the values of an alert. The person concerned (``AlertMapping/source(of:)``) is its
    /// recipient.
    package mutating func fill(_ values: inout AlertValues, from record: RecordView) {
        if record.present.bits != present.bits { make(for: record.present) }
        let steps = steps.span
        var number = 0
        values.fill {
            while number < steps.count {
                let step = steps[number]
                number &+= 1
                if let text = AlertMapping.first(of: step.choice, in: record) {
                    return (step.key, text)
                }
            }
            return nil
        }
    }

    private mutating func make(for present: FieldSet) {
        self.present = present
        steps.removeAll(keepingCapacity: true)
        for row in AlertMapping.rows where row.isFor(category) {
            let fields = row.fields.filter { present.contains($0.rawValue) }
            if fields.isEmpty { continue }
            steps.append(Step(key: row.key.rawValue, choice: FieldChoice(fields)))
        }
    }
}
