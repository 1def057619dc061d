-- The converter's job on click logs, as one would write it in DuckDB: read, drop clean and safe
-- records, name, map, and write alerts with the same keys. duckdb_alerts.py fills in INPUT, OUTPUT
-- and THREADS.
--
-- Left out, because SQL has no concise way to express it: the quarantine of unreadable records, the
-- checks of types and dates, all alertType prefixes except the one in the data, copying values
-- verbatim.

SET threads = THREADS;

COPY (
    WITH clicks AS (
        SELECT
            *,
            coalesce(nullif(trim(ttpDefinition), ''), nullif(trim(creationMethod), ''),
                'URL Protection') AS name,
            CASE WHEN starts_with(name, 'Default URL Protection ') THEN 'Default URL Protection'
                ELSE name END AS alertType,
            strptime("date", '%Y-%m-%dT%H:%M:%S%z') AS event_time
        FROM read_json(
            'INPUT',
            format = 'newline_delimited',
            columns = {
                userEmailAddress: 'VARCHAR', fromUserEmailAddress: 'VARCHAR', url: 'VARCHAR',
                ttpDefinition: 'VARCHAR', subject: 'VARCHAR', "action": 'VARCHAR',
                scanResult: 'VARCHAR', category: 'VARCHAR', sendingIp: 'VARCHAR', "date": 'VARCHAR',
                route: 'VARCHAR', creationMethod: 'VARCHAR', messageId: 'VARCHAR'
            })
        WHERE lower(trim(scanResult)) NOT IN ('clean', 'safe')
    ),
    threats(alertType, threatId, threatName) AS (
        VALUES
            ('URL Protection', 'T1598.003', 'Spearphishing Link'),
            ('Default URL Protection', 'T1598.003', 'Spearphishing Link'),
            ('Default Inbound URL Protect Definition', 'T1598.003', 'Spearphishing Link')
    ),
    alerts AS (
        SELECT
            *,
            sha256(concat_ws(chr(31), userEmailAddress, url, "date", messageId, creationMethod,
                "action"))[1:32] AS alert_id,
            strftime(event_time AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.000Z') AS instant
        FROM clicks LEFT JOIN threats USING (alertType)
    )
    SELECT
        alert_id AS id,
        alertType,
        threatId,
        threatName,
        CASE WHEN lower(trim(scanResult)) = 'malicious' THEN 'high' ELSE 'medium' END AS severity,
        'Event::Integration::Mimecast::Url' AS "type",
        instant AS "when",
        instant AS created_at,
        alertType || ' for ' || coalesce(userEmailAddress, 'n/a') AS description,
        coalesce(userEmailAddress, 'n/a') AS source,
        threatName AS threat,
        false AS threat_cleanable,
        alert_id AS event_service_event_id,
        {
            endpoint_type: 'mailbox', category: 'url',
            source_info: CASE WHEN regexp_matches(sendingIp, '^\d+\.\d+\.\d+\.\d+$')
                THEN {ip: sendingIp} END,
            verdict: scanResult, "action": "action", sender: fromUserEmailAddress,
            recipient: userEmailAddress, subject: subject, message_id: messageId, direction: route,
            url: url, url_category: category, definition: ttpDefinition,
            creation_method: creationMethod, vendor: 'Mimecast',
            product: 'Email Security Cloud Gateway'
        } AS data
    FROM alerts
) TO 'OUTPUT' (FORMAT json);
