import JSONRecords

/// A detection as the Detections API returns it in its classic form (SPEC 6.4), with the alert's `data`
/// as `rawData`.
enum DetectionFormat {
    static func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        let json = JSONFormat.shared
        buffer.append("{\"id\":\"")
        alert.id.append(to: &buffer)
        buffer.append("\",\"type\":\"Threat\",\"attackType\":\"")
        buffer.append(alert.name.typeText)
        buffer.append("\",\"detectionRule\":\"")
        appendRule(alert, to: &buffer)
        buffer.append("\",\"ruleDescription\":\"")
        json.appendDescription(alert, to: &buffer)
        let attack = alert.name.attack
        if let tactic = attack?.tactic {
            buffer.append("\",\"detectionAttack\":\"")
            buffer.append(tactic.nameText)
        }
        buffer.append("\",\"severity\":")
        buffer.append(decimal: alert.severity.number)
        buffer.append(
            ",\"suppressed\":false,\"sensor\":{\"id\":\"mimecast\",\"type\":\"email\",\"source\":\"Mimecast\",\"version\":\"1\"},\"device\":{\"id\":\""
        )
        MailboxID.id(of: alert.source, in: &buffer).append(to: &buffer)
        buffer.append("\",\"type\":\"mailbox\",\"entity\":\"")
        json.appendSource(alert, to: &buffer)
        buffer.append("\"},\"sensorGeneratedAt\":\"")
        let eventTime = alert.eventTimeText
        buffer.append(eventTime)
        buffer.append("\",\"time\":\"")
        buffer.append(eventTime)
        buffer.append("\",\"mitreAttacks\":[")
        if let threat = alert.name.threat {
            buffer.append("{\"tactic\":{")
            if let tactic = attack?.tactic {
                append(tactic, to: &buffer)
                buffer.append(",")
            }
            buffer.append("\"techniques\":[")
            if !threat.isTactic {
                buffer.append("{")
                append(threat, to: &buffer)
                buffer.append("}")
            }
            buffer.append("]}}")
        }
        buffer.append("],\"rawData\":{\"query_name\":\"")
        appendRule(alert, to: &buffer)
        buffer.append("\",")
        json.appendData(alert, to: &buffer)
        buffer.append("}}\n")
    }

    private static func appendRule(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append("XDR-mimecast-email-")
        buffer.append(alert.name.ruleText)
    }

    private static func append(_ threat: Threat, to buffer: inout ByteBuffer) {
        buffer.append("\"id\":\"")
        buffer.append(threat.idText)
        buffer.append("\",\"name\":\"")
        buffer.append(threat.nameText)
        buffer.append("\"")
    }
}
