# fish completion for mimecast2sophos

# The command that is typed, or meant, and a space behind one that lacks a second word.
function __mimecast2sophos_command
    set -l words (commandline -opc)
    set -l command convert
    if set -q words[2]
        switch $words[2]
            case convert check explain replay summarize help
                set command $words[2]
            case mapping
                set command "mapping "
                set -q words[3]; and set command "mapping $words[3]"
        end
    end
    printf '%s\n' $command
end

function __mimecast2sophos_is
    contains -- (__mimecast2sophos_command) $argv
end

function __mimecast2sophos_first
    test (count (commandline -opc)) -eq 1
end

complete -c mimecast2sophos -n __mimecast2sophos_first -a convert -d 'Convert exported logs to alerts, rejects and a summary'
complete -c mimecast2sophos -n __mimecast2sophos_first -a check -d 'Check exported logs against limits'
complete -c mimecast2sophos -n __mimecast2sophos_first -a explain -d 'Show how records were recognised, filtered, named and mapped'
complete -c mimecast2sophos -n __mimecast2sophos_first -a replay -d 'Convert the records that an earlier run rejected'
complete -c mimecast2sophos -n __mimecast2sophos_first -a mapping -d 'Show the table of threats, check a mapping file, or print one to start from'
complete -c mimecast2sophos -n '__mimecast2sophos_is "mapping "' -f -a list -d 'Show the mapping in effect'
complete -c mimecast2sophos -n '__mimecast2sophos_is "mapping "' -f -a validate -d 'Check a mapping file'
complete -c mimecast2sophos -n '__mimecast2sophos_is "mapping "' -f -a template -d 'Print a mapping file to start from'
complete -c mimecast2sophos -n __mimecast2sophos_first -a summarize -d 'Merge the summaries of several runs'
complete -c mimecast2sophos -n __mimecast2sophos_first -a help -d 'Show help for a command'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l include -x -d 'In directories, read the files that a pattern such as \'*.txt\' or \'click*/**\' matches, instead of the names above'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l files-from -r -F -d 'Read more inputs from a file, one per line'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l null -d 'The names in --files-from end with NUL instead of a line end'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l root -x -a '(__fish_complete_directories)' -d 'Names of inputs in the output are relative to this directory, which must contain all of them'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l category -x -a '(__fish_complete_list , "printf \'%s\\n\' attachment impersonation url rejection")' -d 'Convert only these categories'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l unmapped -x -a 'keep category reject' -d 'What to do with an alert whose name matches no mapping row'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\' \'mapping list\'' -l mapping -r -F -d 'A file whose rows and severities add to the built-in mapping or replace its rows'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l since -x -d 'Only alerts of this time or later'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l until -x -d 'Only alerts before this time'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l unwrap -x -a 'auto never' -d 'Read records that collectors wrapped in objects or lines'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l unwrap-field -x -d 'Also look for a record in the text of members with this name'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l assume-utc -d 'Treat a time without an offset as UTC, instead of rejecting its record'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -s j -l jobs -x -d 'Files read at once'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l max-record-bytes -x -d 'Limit for one record, in bytes or as in 64MiB'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'explain\' \'replay\'' -l format -x -a 'json cef keyvalue detection ocsf' -d 'Alert format'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'explain\' \'replay\'' -l include-raw -d 'Add data.rawData, the record as it was read'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'explain\' \'replay\'' -l customer-id -x -d 'The tenant, for customer_id'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -s o -l output -x -a '(__fish_complete_directories)' -d 'Directory for alerts/, rejects/, unproven/ and summary.json'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l summary -r -F -d 'Also write the summary to this file'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l compress -x -a 'none gzip' -d 'Compress the alert files'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l partition-by -x -a '(__fish_complete_list , "printf \'%s\\n\' none date category")' -d 'Split the alerts into folders date=DATE or category=NAME, or both, which databases read as columns'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l deduplicate -d 'Keep only the first alert per id, across all inputs of the run'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l strict -d 'Publish no alerts from a file with a reject or a warning'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l keep-damaged -d 'Publish the alerts of damaged inputs in alerts/ instead of unproven/'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l top-people -x -d 'List the N recipients and sender domains with the most alerts in summary.html'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l resume -d 'Keep what an earlier run with the same options did, and convert the rest'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l prune -d 'With --resume, remove the results of inputs that are gone'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l checksum -d 'With --resume, detect changed files by SHA-256, not by size and time'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l dry-run -d 'Print the summary without publishing anything'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -l overwrite -d 'Replace the results of an earlier run in the output directory'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l progress -x -a 'auto always never' -d 'Show progress'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\'' -l color -x -a 'auto always never' -d 'Colour messages'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'replay\'' -s q -l quiet -d 'Print only errors'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'replay\'' -s v -l verbose -d 'Print a line for each file, and what filters and warnings mean'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\'' -l shard -x -d 'Convert only part K of N of the sorted inputs, for jobs that share the work'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\' \'mapping list\' \'mapping validate\' \'mapping template\' \'summarize\'' -l version -d 'Show the version'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'convert\' \'check\' \'explain\' \'replay\' \'mapping list\' \'mapping validate\' \'mapping template\' \'summarize\'' -l help -d 'Show help information'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-rejected -x -d 'Rejected records to tolerate'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-unmapped -x -d 'Alerts to tolerate whose name no mapping row matches'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-warnings -x -d 'Warnings to tolerate'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-unknown-fields -x -d 'Unknown field names to tolerate'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-skipped -x -d 'Skipped files to tolerate'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l min-records -x -d 'Minimum number of records'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l baseline -r -F -d 'summary.json of a known-good export, or its output directory'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l max-drift -x -d 'Largest change of a category\'s or alertType\'s share of the alerts, and of its alerts per day, relative to the baseline'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l min-drift -x -d 'A change by fewer alerts than this is not drift'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'check\'' -l report -x -a 'text json junit sarif github' -d 'A report'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l find -x -d 'Only records that contain this text'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l id -x -d 'Only the record that the alert with this id came from'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l record -x -d 'Only record N, from 1, as numbered in rejects and messages'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l outcome -x -a 'converted filtered rejected' -d 'Only records with this outcome'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l limit -x -d 'Maximum number of records to show'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'explain\'' -l json -d 'Print one JSON object per line'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'mapping list\'' -l json -d 'Print it as a mapping file'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'mapping list\' \'mapping template\'' -f
complete -c mimecast2sophos -n '__mimecast2sophos_is \'mapping template\'' -l from -r -F -d 'An output directory or a summary.json whose unmapped names become rows'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'summarize\'' -s o -l output -r -F -d 'Write the merged summary to this file'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'summarize\'' -l html -r -F -d 'Write an HTML report to this file'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'summarize\'' -l replayed -r -F -d 'Merge a replay of the summaries\' rejects'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'summarize\'' -l text -d 'Print the table that ends a run, instead of JSON'
complete -c mimecast2sophos -n '__mimecast2sophos_is \'summarize\'' -l baseline -r -F -d 'Compare with this summary on the HTML report'
