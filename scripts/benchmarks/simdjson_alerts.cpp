/*
 * Converts click logs with simdjson, as a first-rate engineer would for exactly this job.
 *
 *     simdjson_alerts dom|skip INPUT OUTPUT
 *     simdjson_alerts --version
 *
 *     dom     parses every record as a whole, so that every byte is checked, as we do
 *     skip    On-Demand: reads the verdict, and skips a clean record without checking the rest of it
 *
 * Left out: the quarantine of unreadable records, other kinds of records and other names of fields, the
 * checks of types, all alertType prefixes except the one in the data, and waiting for the disk.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <simdjson.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

using std::string;
using std::string_view;

enum { BATCH = 1 << 20, FLUSH = 256 << 10 };

/* The fields of a record that an alert is made of. */
struct Click {
    string_view user, sender, url, definition, subject, action, verdict, category, ip, date, route, method, message;
};

static string_view trimmed(string_view text) {
    while (!text.empty() && isspace((unsigned char)text.front())) text.remove_prefix(1);
    while (!text.empty() && isspace((unsigned char)text.back())) text.remove_suffix(1);
    return text;
}

static bool is_word(string_view text, string_view word) {
    text = trimmed(text);
    return text.size() == word.size() && strncasecmp(text.data(), word.data(), word.size()) == 0;
}

static bool is_clean(string_view verdict) { return is_word(verdict, "clean") || is_word(verdict, "safe"); }

static void append_escaped(string &out, string_view text) {
    static const char digits[] = "0123456789abcdef";
    size_t begin = 0;
    for (size_t i = 0; i < text.size(); i++) {
        unsigned char byte = text[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, begin, i - begin);
        begin = i + 1;
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += (char)byte;
        } else {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    out.append(text, begin, text.size() - begin);
}

static void append(string &out, string_view key, string_view text) {
    out += ",\"";
    out += key;
    out += "\":\"";
    append_escaped(out, text);
    out += '"';
}

/* 2024-11-17T17:02:30+0000 as 2024-11-17T17:02:30.000Z; empty for anything else. */
static string_view instant(string_view text, char (&buffer)[32]) {
    tm time{};
    int sign, hours, minutes;
    char offset_sign;
    string copy(text);
    if (sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%c%2d%2d", &time.tm_year, &time.tm_mon, &time.tm_mday,
               &time.tm_hour, &time.tm_min, &time.tm_sec, &offset_sign, &hours, &minutes) != 9)
        return {};
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    sign = offset_sign == '-' ? -1 : 1;
    time_t seconds = timegm(&time) - sign * (hours * 60 + minutes) * 60;
    gmtime_r(&seconds, &time);
    return {buffer, strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%S.000Z", &time)};
}

static bool is_address(string_view text) {
    unsigned char address[16];
    string copy(text);
    return inet_pton(AF_INET, copy.c_str(), address) == 1 || inet_pton(AF_INET6, copy.c_str(), address) == 1;
}

static void append_alert(string &out, const Click &click, string &identity) {
    string_view name = trimmed(click.definition);
    if (name.empty()) name = trimmed(click.method);
    if (name.empty()) name = "URL Protection";
    if (name.substr(0, 23) == "Default URL Protection ") name = "Default URL Protection";
    bool has_threat = name == "URL Protection" || name == "Default URL Protection" ||
                      name == "Default Inbound URL Protect Definition";
    char buffer[32];
    string_view when = instant(click.date, buffer);
    string_view person = click.user.empty() ? "n/a" : click.user;

    identity.clear();
    for (string_view part : {click.user, click.url, click.date, click.message, click.method, click.action}) {
        identity += part;
        identity += '\x1f';
    }
    unsigned char digest[32];
    SHA256((const unsigned char *)identity.data(), identity.size(), digest);
    static const char digits[] = "0123456789abcdef";
    char id[32];
    for (int i = 0; i < 16; i++) {
        id[2 * i] = digits[digest[i] >> 4];
        id[2 * i + 1] = digits[digest[i] & 15];
    }

    out += "{\"id\":\"";
    out.append(id, 32);
    out += '"';
    append(out, "alertType", name);
    out += has_threat ? ",\"threatId\":\"T1598.003\",\"threatName\":\"Spearphishing Link\""
                      : ",\"threatId\":null,\"threatName\":null";
    append(out, "severity", is_word(click.verdict, "malicious") ? "high" : "medium");
    append(out, "type", "Event::Integration::Mimecast::Url");
    append(out, "when", when);
    append(out, "created_at", when);
    out += ",\"description\":\"";
    append_escaped(out, name);
    out += " for ";
    append_escaped(out, person);
    out += '"';
    append(out, "source", person);
    out += has_threat ? ",\"threat\":\"Spearphishing Link\"" : ",\"threat\":null";
    out += ",\"threat_cleanable\":false,\"event_service_event_id\":\"";
    out.append(id, 32);
    out += "\",\"data\":{\"endpoint_type\":\"mailbox\",\"category\":\"url\"";
    if (is_address(click.ip)) {
        out += ",\"source_info\":{\"ip\":\"";
        out += click.ip;
        out += "\"}";
    }
    append(out, "verdict", click.verdict);
    append(out, "action", click.action);
    append(out, "sender", click.sender);
    append(out, "recipient", click.user);
    append(out, "subject", click.subject);
    append(out, "message_id", click.message);
    append(out, "direction", click.route);
    append(out, "url", click.url);
    append(out, "url_category", click.category);
    append(out, "definition", click.definition);
    append(out, "creation_method", click.method);
    out += ",\"vendor\":\"Mimecast\",\"product\":\"Email Security Cloud Gateway\"}}\n";
}

template <typename Object>
static Click click_of(Object record) {
    Click click;
    for (auto member : record) {
        string_view key;
        if constexpr (std::is_same_v<Object, simdjson::dom::object>) key = member.key;
        else key = string_view(member.unescaped_key());
        string_view *slot = key == "userEmailAddress" ? &click.user
            : key == "fromUserEmailAddress"           ? &click.sender
            : key == "url"                            ? &click.url
            : key == "ttpDefinition"                  ? &click.definition
            : key == "subject"                        ? &click.subject
            : key == "action"                         ? &click.action
            : key == "scanResult"                     ? &click.verdict
            : key == "category"                       ? &click.category
            : key == "sendingIp"                      ? &click.ip
            : key == "date"                           ? &click.date
            : key == "route"                          ? &click.route
            : key == "creationMethod"                 ? &click.method
            : key == "messageId"                      ? &click.message
                                                      : nullptr;
        if (!slot) continue;
        if constexpr (std::is_same_v<Object, simdjson::dom::object>) *slot = member.value.get_string();
        else *slot = string_view(member.value().get_string());
    }
    return click;
}

struct Output {
    int file;
    string pending;
    void flush() {
        for (size_t done = 0; done < pending.size();) {
            ssize_t count = write(file, pending.data() + done, pending.size() - done);
            if (count < 0) throw std::runtime_error("the output cannot be written");
            done += count;
        }
        pending.clear();
    }
};

int main(int argc, char **argv) try {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("%s, %s\n", SIMDJSON_STRINGIFY(SIMDJSON_VERSION), simdjson::get_active_implementation()->name().c_str());
        return 0;
    }
    if (argc != 4 || (strcmp(argv[1], "dom") && strcmp(argv[1], "skip"))) {
        fprintf(stderr, "usage: simdjson_alerts dom|skip INPUT OUTPUT\n");
        return 64;
    }
    simdjson::padded_string input = simdjson::padded_string::load(argv[2]);
    Output output{open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0644), {}};
    if (output.file < 0) throw std::runtime_error("the output cannot be opened");
    output.pending.reserve(FLUSH + (64 << 10));
    string identity;
    if (!strcmp(argv[1], "dom")) {
        simdjson::dom::parser parser;
        simdjson::dom::document_stream stream = parser.parse_many(input, BATCH);
        for (simdjson::dom::element element : stream) {
            simdjson::dom::object record = element;
            if (is_clean(record["scanResult"])) continue;
            append_alert(output.pending, click_of(record), identity);
            if (output.pending.size() >= FLUSH) output.flush();
        }
    } else {
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document_stream stream = parser.iterate_many(input, BATCH);
        for (auto document : stream) {
            if (is_clean(document["scanResult"].get_string())) continue;
            document.rewind();
            append_alert(output.pending, click_of(simdjson::ondemand::object(document.get_object())), identity);
            if (output.pending.size() >= FLUSH) output.flush();
        }
    }
    output.flush();
    return 0;
} catch (const std::exception &error) {
    fprintf(stderr, "simdjson_alerts: %s\n", error.what());
    return 1;
}
