/// Attachment and impersonation logs, and SIEM records that are not alerts, with the members of real
/// ones in the same order.
extension ClickLogs {
    /// Puts a record into `members`. - Parameter kind: 1 to 3.
    mutating func nextOfAnotherKind(_ kind: Int, into members: inout Members) {
        members.removeAll()
        time += random.below(4)
        switch kind {
        case 1: addAttachment(to: &members)
        case 2: addImpersonation(to: &members)
        default: addReceipt(to: &members)
        }
    }

    private mutating func addAttachment(to members: inout Members) {
        let isSafe = random.happens(percent: 90)
        addPeople(to: &members)
        members.add("fileName", text: "Invoice 4711.pdf")
        members.add("fileType", text: "application/pdf")
        members.add("result", text: isSafe ? "safe" : "malicious")
        members.add("actionTriggered", text: isSafe ? "none" : "user release, none")
        addTime("date", to: &members)
        members.add("details", text: isSafe ? "Safe" : "Malicious: signature found")
        members.add("route", text: "inbound")
        addMessageID(to: &members)
        addSubject(to: &members)
        addHexadecimal("fileHash", 64, to: &members)
        members.add("definition", text: "Inbound - Safe file with On-Demand Sandbox")
    }

    private mutating func addImpersonation(to members: inout Members) {
        addHexadecimal("id", 32, to: &members)
        addPeople(to: &members)
        addSubject(to: &members)
        members.add("definition", text: "Default Impersonation Definition")
        members.add("hits") { $0.append("2") }
        members.add("identifiers") {
            $0.append("[\"newly_observed_domain\",\"reply_address_mismatch\"]")
        }
        members.add("action", text: "none")
        members.add("taggedExternal") { $0.append("true") }
        members.add("taggedMalicious") { $0.append("false") }
        members.add("senderIpAddress") {
            $0.append("\"")
            appendAddress(to: &$0)
            $0.append("\"")
        }
        addTime("eventTime", to: &members)
        members.add("impersonationResults") {
            $0.append(
                "[{\"impersonationDomainSource\":\"internal_user_name\",\"stringSimilarToDomain\":\"\",\"checkerResult\":\"hit\"}]"
            )
        }
        addMessageID(to: &members)
    }

    private mutating func addReceipt(to members: inout Members) {
        addHexadecimal("processingId", 40, to: &members)
        addHexadecimal("aggregateId", 20, to: &members)
        members.add("eventType", text: "receipt")
        members.add("action", text: "Acc")
        members.add("direction", text: "Inbound")
        members.add("tlsVersion", text: "TLSv1.3")
        addSubject(to: &members)
        addMessageID(to: &members)
        members.add("timestamp") { $0.append(time * 1000) }
    }

    // MARK: Members shared by several kinds

    private mutating func addPeople(to members: inout Members) {
        members.add("senderAddress") {
            $0.append("\"")
            appendSender(to: &$0)
            $0.append("\"")
        }
        members.add("recipientAddress") {
            $0.append("\"")
            appendPerson(to: &$0)
            $0.append("\"")
        }
    }

    private mutating func addSubject(to members: inout Members) {
        members.add("subject") {
            $0.append("\"")
            appendSubject(to: &$0)
            $0.append("\"")
        }
    }

    private func addTime(_ name: StaticString, to members: inout Members) {
        members.add(name) {
            $0.append("\"")
            appendTime(to: &$0)
            $0.append("\"")
        }
    }

    private mutating func addMessageID(to members: inout Members) {
        members.add("messageId") {
            $0.append("\"<")
            $0.append(randomText: 32, of: Self.hexadecimal, &random)
            $0.append("@mail.example.net>\"")
        }
    }

    private mutating func addHexadecimal(
        _ name: StaticString, _ count: Int, to members: inout Members
    ) {
        members.add(name) {
            $0.append("\"")
            $0.append(randomText: count, of: Self.hexadecimal, &random)
            $0.append("\"")
        }
    }
}
