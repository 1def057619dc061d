import JSONRecords

/// A detection as the Detections API shows it (SPEC 6.4), with the alert's `data` as `rawData`.
enum DetectionFormat {
    static func append(_ alert: borrowing Alert, to buffer: inout ByteBuffer) {
        buffer.append("{\"id\":\"")
        alert.id.append(to: &buffer)
        buffer.append("\",\"type\":\"Threat\",\"attackType\":\"")
        buffer.append(alert.name.typeText)
        buffer.append("\",\"detectionRule\":\"XDR-mimecast-email-")
        buffer.append(alert.name.ruleText)
        buffer.append("\",\"ruleDescription\":\"")
        JSONFormat.shared.appendDescription(alert, to: &buffer)
        let tactic = alert.name.tactic
        if let tactic {
            buffer.append("\",\"detectionAttack\":\"")
            buffer.append(tactic.nameText)
        }
        buffer.append("\",\"severity\":")
        buffer.append(decimal: alert.severity.number)
        buffer.append(
            ",\"sensor\":{\"type\":\"email\",\"source\":\"Mimecast\"},\"sensorGeneratedAt\":\"")
        let eventTime = alert.eventTimeText
        buffer.append(eventTime)
        buffer.append("\",\"time\":\"")
        buffer.append(eventTime)
        buffer.append("\",\"mitreAttacks\":[")
        if let threat = alert.name.threat {
            buffer.append("{\"tactic\":{")
            if let tactic {
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
        buffer.append("],\"rawData\":")
        JSONFormat.shared.appendData(alert, to: &buffer)
        buffer.append("}\n")
    }

    private static func append(_ threat: Threat, to buffer: inout ByteBuffer) {
        buffer.append("\"id\":\"")
        buffer.append(threat.idText)
        buffer.append("\",\"name\":\"")
        buffer.append(threat.nameText)
        buffer.append("\"")
    }
}
