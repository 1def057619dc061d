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
            __mimecast2sophos_parse_subcommand -r 1 'files-from=' 'null' 'root=' 'category=+' 'unmapped=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'format=' 'include-raw' 'customer-id=' 'progress=' 'color=' 'o/output=' 'summary=' 'strict' 'shard=' 'dry-run' 'keep-damaged' 'overwrite' 'q/quiet' 'v/verbose' 'version' 'help'
        case 'check'
            __mimecast2sophos_parse_subcommand -r 1 'files-from=' 'null' 'root=' 'category=+' 'unmapped=' 'since=' 'until=' 'j/jobs=' 'max-record-bytes=' 'progress=' 'color=' 'max-rejected=' 'max-unmapped=' 'max-warnings=' 'min-records=' 'baseline=' 'max-drift=' 'report=+' 'version' 'help'
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
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'summarize' -d 'Add up the summaries of several runs.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos convert" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" files-from' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" since' -l 'since' -d 'Only alerts of this time or later: a date (midnight UTC) or a date-time with offset.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" until' -l 'until' -d 'Only alerts before this time.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" j jobs' -s 'j' -l 'jobs' -d 'Files read at once. Default: one a core.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" max-record-bytes' -l 'max-record-bytes' -d 'Limit for one record, in bytes.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" format' -l 'format' -d 'json: an alert of the Sophos Central SIEM API; cef and keyvalue: the lines of Sophos\'s SIEM script; detection: a detection of Sophos XDR.' -rfka 'json cef keyvalue detection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" include-raw' -l 'include-raw' -d 'Add data.rawData, the record as it was read.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" customer-id' -l 'customer-id' -d 'The tenant, as Sophos alerts carry it.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" progress' -l 'progress' -d 'Show how far the run is. auto: on a terminal, but not on a CI server.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" color' -l 'color' -d 'Colour messages. auto: on a terminal, unless NO_COLOR or CLICOLOR=0 is set, or if CLICOLOR_FORCE is.' -rfka 'auto always never'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" o output' -l 'output' -s 'o' -d 'Directory for alerts/, rejects/, unproven/ and summary.json; - streams the alerts to standard output.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" summary' -l 'summary' -d 'Also write the summary to this file.' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" strict' -l 'strict' -d 'Publish no alerts of a file with a rejected record or a warning.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" shard' -l 'shard' -d 'Convert only part K of N of the sorted inputs, for jobs that share the work.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" dry-run' -l 'dry-run' -d 'Read, decide and print the summary, and publish nothing.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" keep-damaged' -l 'keep-damaged' -d 'Publish the alerts of inputs that proved damaged in alerts/, too, instead of unproven/.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" overwrite' -l 'overwrite' -d 'Replace the results of an earlier run in the output directory.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" q quiet' -l 'quiet' -s 'q' -d 'Print nothing but errors.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" v verbose' -l 'verbose' -s 'v' -d 'Print a line for each file, and what filters and warnings mean.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos convert" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_positional "mimecast2sophos check" -ge 1' -F
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" files-from' -l 'files-from' -d 'Read more inputs from a file, one a line (-: standard input).' -rF
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" null' -l 'null' -d 'The names in --files-from end with NUL instead of a line end.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" root' -l 'root' -d 'Names of inputs in the output are relative to this directory, which must hold all of them. Default: relative to each INPUT.' -rfa '(__mimecast2sophos_complete_directories)'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check"' -l 'category' -d 'Take only this category (may be repeated): attachment, impersonation, url, rejection. Default: the first three.' -rfka 'attachment impersonation url rejection'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" unmapped' -l 'unmapped' -d 'What to do with an alert that no row of the mapping meets: keep it with a null threat, give it its category\'s threat, or reject it.' -rfka 'keep category reject'
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
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check"' -l 'report' -d 'A report: text, json, junit, sarif or github, on standard output or into a file (may be repeated). Default: text.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos check" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" o output' -l 'output' -s 'o' -d 'Write the sum to this file (-: standard output).' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" html' -l 'html' -d 'Write a page to look at to this file.' -rfka ''
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" version' -l 'version' -d 'Show the version.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos summarize" help' -l 'help' -d 'Show help information.'
complete -c 'mimecast2sophos' -n '__mimecast2sophos_should_offer_completions_for_flags_or_options "mimecast2sophos help" version' -l 'version' -d 'Show the version.'
