"""Converts click logs with Python and orjson, as a short script would.

    orjson_alerts.py INPUT OUTPUT    converts
    orjson_alerts.py                 only starts, so that the cost of starting can be subtracted

Left out: the quarantine of unreadable records, the checks of types and dates, all alertType prefixes
except the one in the data.
"""
import hashlib
import ipaddress
import sys
from datetime import datetime, timezone

import orjson

LINK = ("T1598.003", "Spearphishing Link")
THREATS = {
    "URL Protection": LINK,
    "Default URL Protection": LINK,
    "Default Inbound URL Protect Definition": LINK,
}
NO_THREAT = (None, None)


def is_address(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def alert(click):
    name = click["ttpDefinition"].strip() or click["creationMethod"].strip() or "URL Protection"
    if name.startswith("Default URL Protection "):
        name = "Default URL Protection"
    threat_id, threat_name = THREATS.get(name, NO_THREAT)
    time = datetime.strptime(click["date"], "%Y-%m-%dT%H:%M:%S%z").astimezone(timezone.utc)
    when = time.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    person = click["userEmailAddress"] or "n/a"
    identity = "\x1f".join(
        click[field]
        for field in ("userEmailAddress", "url", "date", "messageId", "creationMethod", "action"))
    alert_id = hashlib.sha256(identity.encode()).hexdigest()[:32]
    data = {"endpoint_type": "mailbox", "category": "url"}
    if is_address(click["sendingIp"]):
        data["source_info"] = {"ip": click["sendingIp"]}
    data |= {
        "verdict": click["scanResult"], "action": click["action"],
        "sender": click["fromUserEmailAddress"], "recipient": click["userEmailAddress"],
        "subject": click["subject"], "message_id": click["messageId"],
        "direction": click["route"], "url": click["url"], "url_category": click["category"],
        "definition": click["ttpDefinition"], "creation_method": click["creationMethod"],
        "vendor": "Mimecast", "product": "Email Security Cloud Gateway",
    }
    return {
        "id": alert_id, "alertType": name, "threatId": threat_id, "threatName": threat_name,
        "severity": "high" if click["scanResult"].strip().lower() == "malicious" else "medium",
        "type": "Event::Integration::Mimecast::Url", "when": when, "created_at": when,
        "description": f"{name} for {person}", "source": person, "threat": threat_name,
        "threat_cleanable": False, "event_service_event_id": alert_id, "data": data,
    }


if len(sys.argv) == 3:
    with open(sys.argv[1], "rb") as clicks, open(sys.argv[2], "wb") as alerts:
        for line in clicks:
            click = orjson.loads(line)
            if click["scanResult"].strip().lower() in ("clean", "safe"):
                continue
            alerts.write(orjson.dumps(alert(click)) + b"\n")
