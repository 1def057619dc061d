# Converts click logs with jq: the same alerts, but without ids, since jq has no hash function.
def link: {id: "T1598.003", name: "Spearphishing Link"};
{"URL Protection": link, "Default URL Protection": link,
    "Default Inbound URL Protect Definition": link} as $threats
| def trimmed: sub("^\\s+"; "") | sub("\\s+$"; "");
def mapped: if startswith("Default URL Protection ") then "Default URL Protection" else . end;
select(.scanResult | trimmed | ascii_downcase | . != "clean" and . != "safe")
| ([.ttpDefinition, .creationMethod | trimmed | select(. != "")] + ["URL Protection"])[0] as $name
| ($name | mapped) as $type
| (.date | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime | strftime("%Y-%m-%dT%H:%M:%S.000Z")) as $when
| $threats[$type] as $threat
| {alertType: $type, threatId: $threat.id, threatName: $threat.name,
    severity: (if .scanResult | trimmed | ascii_downcase == "malicious" then "high" else "medium" end),
    type: "Event::Integration::Mimecast::Url", when: $when, created_at: $when,
    description: "\($type) for \(.userEmailAddress)", source: .userEmailAddress,
    threat: $threat.name, threat_cleanable: false,
    data: ({endpoint_type: "mailbox", category: "url"}
        + (if .sendingIp | test("^[0-9.]+$") then {source_info: {ip: .sendingIp}} else {} end)
        + {verdict: .scanResult, action, sender: .fromUserEmailAddress,
            recipient: .userEmailAddress, subject, message_id: .messageId, direction: .route,
            url, url_category: .category, definition: .ttpDefinition,
            creation_method: .creationMethod, vendor: "Mimecast",
            product: "Email Security Cloud Gateway"})}
