function __mimecast2sophos_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __mimecast2sophos_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __mimecast2sophos_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __mimecast2sophos_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __mimecast2sophos_parse_tokens -S
    set -l unparsed_tokens (__mimecast2sophos_tokens -pc)
    switch $unparsed_tokens[1]
    case 'mimecast2sophos'
        __mimecast2sophos_parse_subcommand 0 'version' 'help'
        switch $unparsed_tokens[1]
        case 'convert'
            __mimecast2sophos_parse_subcommand -r 1 'files-from=+' 'null' 'root=' 'category=+' 'unmapped=' 'mapping=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'format=' 'include-raw' 'customer-id=' 'o/output=' 'summary=' 'compress=' 'partition-by=+' 'deduplicate' 'strict' 'keep-damaged' 'resume' 'checksum' 'dry-run' 'overwrite' 'progress=' 'color=' 'q/quiet' 'v/verbose' 'shard=' 'version' 'help'
        case 'check'
            __mimecast2sophos_parse_subcommand -r 1 'files-from=+' 'null' 'root=' 'category=+' 'unmapped=' 'mapping=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'progress=' 'color=' 'max-rejected=' 'max-unmapped=' 'max-warnings=' 'min-records=' 'baseline=' 'max-drift=' 'report=+' 'version' 'help'
        case 'explain'
            __mimecast2sophos_parse_subcommand -r 1 'files-from=+' 'null' 'root=' 'category=+' 'unmapped=' 'mapping=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'format=' 'include-raw' 'customer-id=' 'record=' 'outcome=' 'limit=' 'version' 'help'
        case 'replay'
            __mimecast2sophos_parse_subcommand -r 1 'files-from=+' 'null' 'root=' 'category=+' 'unmapped=' 'mapping=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'format=' 'include-raw' 'customer-id=' 'o/output=' 'summary=' 'compress=' 'partition-by=+' 'deduplicate' 'strict' 'keep-damaged' 'resume' 'checksum' 'dry-run' 'overwrite' 'progress=' 'color=' 'q/quiet' 'v/verbose' 'version' 'help'
        case 'mapping'
            __mimecast2sophos_parse_subcommand 0 'version' 'help'
            switch $unparsed_tokens[1]
            case 'list'
                __mimecast2sophos_parse_subcommand 0 'mapping=' 'json' 'version' 'help'
            case 'validate'
                __mimecast2sophos_parse_subcommand 1 'version' 'help'
            case 'template'
                __mimecast2sophos_parse_subcommand 0 'version' 'help'
            end
        case 'summarize'
            __mimecast2sophos_parse_subcommand -r 1 'o/output=' 'html=' 'version' 'help'
        case 'help'
            __mimecast2sophos_parse_subcommand -r 1 'version'
        end
    end
end

function __mimecast2sophos_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __mimecast2sophos_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __mimecast2sophos_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __mimecast2sophos_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__mimecast2sophos_tokens -p)
    if test -z "$(__mimecast2sophos_tokens -t)"
        set -l index (count (__mimecast2sophos_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'mimecast2sophos' -f
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'convert' -d 'Convert exported logs to alerts, rejects and a summary.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'check' -d 'Check exported logs against limits; writes reports and nothing else.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'explain' -d 'Show how each record was recognised, filtered, named and mapped.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'replay' -d 'Convert the pieces that an earlier run rejected.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'mapping' -d 'Show the table of threats, check a mapping file, or print one to begin with.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'summarize' -d 'Add up the summaries of several runs.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos convert" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert"' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input; may be repeated).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" mapping' -l 'mapping' -d 'A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" since' -l 'since' -d 'Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" until' -l 'until' -d 'Only alerts before this time.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" j jobs' -s 'j' -l 'jobs' -d 'Files read at once. Default: one a core.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" max-record-bytes' -l 'max-record-bytes' -d 'Limit for one record, in bytes.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" format' -l 'format' -d 'json: an alert of the Sophos Central SIEM API; cef and keyvalue: the lines of Sophos\'s SIEM script; detection: a detection of Sophos XDR; ocsf: an OCSF 1.8 Detection Finding.' -rfka 'json cef keyvalue detection ocsf'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" include-raw' -l 'include-raw' -d 'Add data.rawData, the record as it was read.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" customer-id' -l 'customer-id' -d 'The tenant, as Sophos alerts carry it.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" o output' -l 'output' -s 'o' -d 'Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" summary' -l 'summary' -d 'Also write the summary to this file.' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" compress' -l 'compress' -d 'Compress the alert files.' -rfka 'none gzip'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert"' -l 'partition-by' -d 'Divide the alerts into folders date=DATE or category=NAME, which databases read as columns (may be given for both).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" deduplicate' -l 'deduplicate' -d 'Keep only the first of several alerts with the same id, in all inputs of the run.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" strict' -l 'strict' -d 'Publish no alerts of a file with a rejected record or a warning; needs an output directory.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" keep-damaged' -l 'keep-damaged' -d 'Publish the alerts of inputs that proved damaged in alerts/, too, instead of unproven/.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" resume' -l 'resume' -d 'Keep what an earlier run with the same options did, and do the rest.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" checksum' -l 'checksum' -d 'Tell with --resume whether files changed by their SHA-256, not by size and time.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" dry-run' -l 'dry-run' -d 'Read, decide and print the summary, and publish nothing.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" overwrite' -l 'overwrite' -d 'Replace the results of an earlier run in the output directory.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" progress' -l 'progress' -d 'Show how far the run is. auto: on a terminal, but not on a CI server.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" color' -l 'color' -d 'Colour messages. auto: on a terminal, unless NO_COLOR or CLICOLOR=0 is set, or if CLICOLOR_FORCE is.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" q quiet' -l 'quiet' -s 'q' -d 'Print nothing but errors.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" v verbose' -l 'verbose' -s 'v' -d 'Print a line for each file, and what filters and warnings mean.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" shard' -l 'shard' -d 'Convert only part K of N of the sorted inputs, for jobs that share the work.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos check" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check"' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input; may be repeated).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" mapping' -l 'mapping' -d 'A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" since' -l 'since' -d 'Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" until' -l 'until' -d 'Only alerts before this time.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" j jobs' -s 'j' -l 'jobs' -d 'Files read at once. Default: one a core.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" max-record-bytes' -l 'max-record-bytes' -d 'Limit for one record, in bytes.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" progress' -l 'progress' -d 'Show how far the run is. auto: on a terminal, but not on a CI server.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" color' -l 'color' -d 'Colour messages. auto: on a terminal, unless NO_COLOR or CLICOLOR=0 is set, or if CLICOLOR_FORCE is.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" max-rejected' -l 'max-rejected' -d 'Rejected pieces to tolerate: a number, or a share of all pieces.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" max-unmapped' -l 'max-unmapped' -d 'Alerts to tolerate whose name no row of the mapping meets: a number, or a share of the alerts. Default: any.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" max-warnings' -l 'max-warnings' -d 'Warnings to tolerate. Default: any.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" min-records' -l 'min-records' -d 'Pieces that must be there at least.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" baseline' -l 'baseline' -d 'The summary.json of an export that was as it should be.' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" max-drift' -l 'max-drift' -d 'How far a category or an alertType may be from the baseline, of its count there. Default: 20%.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check"' -l 'report' -d 'A report: text, json, junit, sarif or github, on standard output or into a file (may be repeated; on standard output one, or text and github). Default: text.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos explain" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain"' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input; may be repeated).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" mapping' -l 'mapping' -d 'A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" since' -l 'since' -d 'Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" until' -l 'until' -d 'Only alerts before this time.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" j jobs' -s 'j' -l 'jobs' -d 'Files read at once. Default: one a core.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" max-record-bytes' -l 'max-record-bytes' -d 'Limit for one record, in bytes.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" format' -l 'format' -d 'json: an alert of the Sophos Central SIEM API; cef and keyvalue: the lines of Sophos\'s SIEM script; detection: a detection of Sophos XDR; ocsf: an OCSF 1.8 Detection Finding.' -rfka 'json cef keyvalue detection ocsf'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" include-raw' -l 'include-raw' -d 'Add data.rawData, the record as it was read.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" customer-id' -l 'customer-id' -d 'The tenant, as Sophos alerts carry it.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" record' -l 'record' -d 'Only the piece of this number, from 1, as rejects and messages count.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" outcome' -l 'outcome' -d 'Only pieces with this outcome.' -rfka 'converted filtered rejected'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" limit' -l 'limit' -d 'Pieces to show at most.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos explain" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos replay" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay"' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input; may be repeated).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" mapping' -l 'mapping' -d 'A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" since' -l 'since' -d 'Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" until' -l 'until' -d 'Only alerts before this time.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" j jobs' -s 'j' -l 'jobs' -d 'Files read at once. Default: one a core.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" max-record-bytes' -l 'max-record-bytes' -d 'Limit for one record, in bytes.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" format' -l 'format' -d 'json: an alert of the Sophos Central SIEM API; cef and keyvalue: the lines of Sophos\'s SIEM script; detection: a detection of Sophos XDR; ocsf: an OCSF 1.8 Detection Finding.' -rfka 'json cef keyvalue detection ocsf'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" include-raw' -l 'include-raw' -d 'Add data.rawData, the record as it was read.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" customer-id' -l 'customer-id' -d 'The tenant, as Sophos alerts carry it.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" o output' -l 'output' -s 'o' -d 'Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" summary' -l 'summary' -d 'Also write the summary to this file.' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" compress' -l 'compress' -d 'Compress the alert files.' -rfka 'none gzip'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay"' -l 'partition-by' -d 'Divide the alerts into folders date=DATE or category=NAME, which databases read as columns (may be given for both).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" deduplicate' -l 'deduplicate' -d 'Keep only the first of several alerts with the same id, in all inputs of the run.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" strict' -l 'strict' -d 'Publish no alerts of a file with a rejected record or a warning; needs an output directory.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" keep-damaged' -l 'keep-damaged' -d 'Publish the alerts of inputs that proved damaged in alerts/, too, instead of unproven/.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" resume' -l 'resume' -d 'Keep what an earlier run with the same options did, and do the rest.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" checksum' -l 'checksum' -d 'Tell with --resume whether files changed by their SHA-256, not by size and time.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" dry-run' -l 'dry-run' -d 'Read, decide and print the summary, and publish nothing.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" overwrite' -l 'overwrite' -d 'Replace the results of an earlier run in the output directory.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" progress' -l 'progress' -d 'Show how far the run is. auto: on a terminal, but not on a CI server.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" color' -l 'color' -d 'Colour messages. auto: on a terminal, unless NO_COLOR or CLICOLOR=0 is set, or if CLICOLOR_FORCE is.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" q quiet' -l 'quiet' -s 'q' -d 'Print nothing but errors.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" v verbose' -l 'verbose' -s 'v' -d 'Print a line for each file, and what filters and warnings mean.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos replay" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos mapping" -eq 1' -fa 'list' -d 'Show the mapping in force.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos mapping" -eq 1' -fa 'validate' -d 'Check a mapping file.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos mapping" -eq 1' -fa 'template' -d 'Print a mapping file that explains itself.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping list" mapping' -l 'mapping' -d 'A file whose rows and severities add to the built-in mapping or take the place of its rows (see mapping template).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping list" json' -l 'json' -d 'Print it as a mapping file.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping list" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping list" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping validate" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping validate" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping template" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos mapping template" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" o output' -l 'output' -s 'o' -d 'Write the sum to this file (-: standard output).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" html' -l 'html' -d 'Write a page to look at to this file.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos help" version' -l 'version' -d 'Show the version.'
