"""Writes click logs with texts that a hostile sender would choose, one record per line."""

import json

TEXTS = [
    "x\nCEF:0|Evil|P|1|1|forged|10|src=192.0.2.66", "x\r\n<134>Jan 1 00:00:00 h app: login ok",
    "a|b|10|", "x act=allow src=192.0.2.99", "x\\", "\\| \\= \\n \\u000a \\\\", "=", "==a=b", "a= b=c",
    'a" user="admin', '";b="c";', "a\u2028b\u2029c\u0085d\u000be\u000cf", "\u001b]0;pwn\u0007\u001b[2J",
    "\u009b2J", "invoice\u202efdp.exe", "=cmd|' /C calc'!A0", "</script><script>alert(1)</script>",
    '","type":"fake', "%n%s%s%x", "a\u0000b", "tab\tbed", "\u007f", "\u00a0\u00e9\u00c0",
    "\U0001f600\U0010ffff", "e" + "\u0301" * 500, "=|\\\"" * 200, "Grüße, 世界", "'single'", "a,b;c d",
]

for number, text in enumerate(TEXTS):
    print(json.dumps({
        "userEmailAddress": f"u{number}@example.com", "fromUserEmailAddress": text, "url": text,
        "ttpDefinition": f"Policy {number}" if number % 2 else text, "subject": text,
        "action": "block", "scanResult": "malicious", "sendingIp": "192.0.2.10",
        "date": f"2024-11-17T17:{number:02}:30+0000", "messageId": f"<{number}@mail.example.org>",
        "emailPartsDescription": ["Body", text], "tagMap": {"Inspect:FileExts": {"a b": [text]}},
    }, ensure_ascii=number % 3 == 0))
