import JSONRecords
import Testing

@Suite struct FieldSetTests {
    @Test func `every field has its own bit`() {
        var set = FieldSet()
        #expect(set.isEmpty && set.first == nil)
        for field in (UInt8(0)..<128).reversed() {
            #expect(!set.contains(field))
            set = set.union(FieldSet([field]))
            #expect(set.contains(field) && set.first == field)
        }
        #expect(set == FieldSet(UInt8(0)..<128))
    }

    @Test func `sets are intersected, joined and distinguished`() {
        let left = FieldSet([1, 64, 127] as [UInt8])
        let right = FieldSet([64, 100] as [UInt8])
        #expect(left.intersects(right) && right.intersects(left))
        #expect(left.intersection(right) == FieldSet([64] as [UInt8]))
        #expect(left.subtracting(right) == FieldSet([1, 127] as [UInt8]))
        #expect(!left.intersects(FieldSet([0, 2, 126] as [UInt8])))
        #expect(!left.intersects(FieldSet()))
    }
}

extension FieldSet {
    fileprivate init(_ fields: some Sequence<UInt8>) {
        self.init(bits: fields.reduce(0) { $0 | 1 << UInt128($1) })
    }
}
