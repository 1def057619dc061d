import JSONRecords
import Sophos
import Testing

@Suite struct AlertKeyTests {
    @Test func `keys have the names and the order of SPEC 6_1`() {
        #expect(
            AlertKey.inOrder.map(\.name.description) == [
                "endpoint_type", "category", "source_info", "verdict", "action", "reason", "sender",
                "recipient", "subject", "message_id", "direction", "url", "url_category",
                "file_name",
                "file_type", "file_sha256", "definition", "creation_method", "details",
                "identifiers",
                "hits", "tagged_malicious", "tagged_external", "mimecast_id", "vendor", "product",
                "rawData",
            ])
    }

    @Test
    func `constants come before and after the keys that fields feed, and the record is last`() {
        let fed = AlertKey.inOrder.filter { $0.shape != .constant && $0.shape != .record }
        #expect(AlertKey.leading + fed + AlertKey.trailing + [.rawData] == AlertKey.inOrder)
    }

    @Test func `every key has room for its value`() {
        #expect(AlertKey.inOrder.map(\.rawValue) == Array(0..<AlertKey.count))
        var values = AlertValues()
        for key in AlertKey.inOrder {
            #expect(values[key] == nil)
            values[key] = nil
        }
    }

    @Test func `removed values are gone`() {
        JSONText.withText(of: Array("1".utf8)) { text in
            var values = AlertValues()
            for key in AlertKey.inOrder {
                values[key] = text
                #expect(values[key] != nil)
            }
            values[.url] = nil
            #expect(AlertKey.inOrder.filter { values[$0] == nil } == [.url])
            values.fill { nil }
            #expect(AlertKey.inOrder.allSatisfy { values[$0] == nil })
        }
    }

    @Test func `in Sophos alerts threat_id is an object, so no key has that name`() {
        #expect(!AlertKey.inOrder.contains { $0.name.description == "threat_id" })
    }

    @Test(arguments: Category.allCases)
    func `constants are the same in every alert`(category: Category) {
        #expect(AlertKey.endpointType.constant(in: category).description == "mailbox")
        #expect(AlertKey.category.constant(in: category).description == category.rawValue)
        #expect(AlertKey.vendor.constant(in: category).description == "Mimecast")
        #expect(
            AlertKey.product.constant(in: category).description == "Email Security Cloud Gateway")
        #expect(
            AlertKey.inOrder.filter { $0.shape == .constant } == [
                .endpointType, .category, .vendor, .product,
            ])
    }
}
