# bash completion for mimecast2sophos

# Adds what compgen gives for the word at hand, whatever stands in it.
__mimecast2sophos_add() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen "$@" -- "$cur")
}

# Adds files and directories; with an argument, directories only.
__mimecast2sophos_files() {
    compopt -o filenames 2>/dev/null
    __mimecast2sophos_add "${1:--f}"
}

# Adds words, of which several may stand in a value, with commas between them.
__mimecast2sophos_list() {
    local before='' word
    if [[ $cur == *,* ]]; then
        before=${cur%,*},
        cur=${cur##*,}
    fi
    compopt -o nospace 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("$before$word")
    done < <(compgen -W "$1" -- "$cur")
}

_mimecast2sophos() {
    local cur=${COMP_WORDS[COMP_CWORD]} option='' command=convert
    local -i index=1 first=1
    COMPREPLY=()
    if ((COMP_CWORD > 1)); then
        case ${COMP_WORDS[1]} in
        convert | check | explain | replay | summarize | help) command=${COMP_WORDS[1]} first=2 ;;
        mapping)
            if ((COMP_CWORD == 2)); then
                __mimecast2sophos_add -W 'list validate template'
                return
            fi
            command="mapping ${COMP_WORDS[2]}" first=3
            ;;
        esac
    fi
    # Bash takes --option=value for three words.
    if [[ $cur == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD - 1]} cur=''
    elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == '=' ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    else
        option=${COMP_WORDS[COMP_CWORD - 1]}
    fi
    for ((index = first; index < COMP_CWORD; index++)); do
        if [[ ${COMP_WORDS[index]} == -- ]]; then
            __mimecast2sophos_files
            return
        fi
    done
    case "$command $option" in
    'convert --include' | \
        'convert --since' | \
        'convert --until' | \
        'convert --unwrap-field' | \
        'convert -j' | \
        'convert --jobs' | \
        'convert --max-record-bytes' | \
        'convert --customer-id' | \
        'convert --top-people' | \
        'convert --shard' | \
        'check --include' | \
        'check --since' | \
        'check --until' | \
        'check --unwrap-field' | \
        'check -j' | \
        'check --jobs' | \
        'check --max-record-bytes' | \
        'check --max-rejected' | \
        'check --max-unmapped' | \
        'check --max-warnings' | \
        'check --max-unknown-fields' | \
        'check --max-skipped' | \
        'check --min-records' | \
        'check --max-drift' | \
        'check --min-drift' | \
        'explain --include' | \
        'explain --since' | \
        'explain --until' | \
        'explain --unwrap-field' | \
        'explain -j' | \
        'explain --jobs' | \
        'explain --max-record-bytes' | \
        'explain --customer-id' | \
        'explain --find' | \
        'explain --id' | \
        'explain --record' | \
        'explain --limit' | \
        'replay --include' | \
        'replay --since' | \
        'replay --until' | \
        'replay --unwrap-field' | \
        'replay -j' | \
        'replay --jobs' | \
        'replay --max-record-bytes' | \
        'replay --customer-id' | \
        'replay --top-people')
        :
        return
        ;;
    'convert --files-from' | \
        'convert --mapping' | \
        'convert --summary' | \
        'check --files-from' | \
        'check --mapping' | \
        'check --baseline' | \
        'explain --files-from' | \
        'explain --mapping' | \
        'replay --files-from' | \
        'replay --mapping' | \
        'replay --summary' | \
        'mapping list --mapping' | \
        'mapping template --from' | \
        'summarize -o' | \
        'summarize --output' | \
        'summarize --html' | \
        'summarize --replayed' | \
        'summarize --baseline')
        __mimecast2sophos_files
        return
        ;;
    'convert --root' | \
        'convert -o' | \
        'convert --output' | \
        'check --root' | \
        'explain --root' | \
        'replay --root' | \
        'replay -o' | \
        'replay --output')
        __mimecast2sophos_files -d
        return
        ;;
    'convert --category' | \
        'check --category' | \
        'explain --category' | \
        'replay --category')
        __mimecast2sophos_list 'attachment impersonation url rejection'
        return
        ;;
    'convert --unmapped' | \
        'check --unmapped' | \
        'explain --unmapped' | \
        'replay --unmapped')
        __mimecast2sophos_add -W 'keep category reject'
        return
        ;;
    'convert --unwrap' | \
        'check --unwrap' | \
        'explain --unwrap' | \
        'replay --unwrap')
        __mimecast2sophos_add -W 'auto never'
        return
        ;;
    'convert --format' | \
        'explain --format' | \
        'replay --format')
        __mimecast2sophos_add -W 'json cef keyvalue detection ocsf'
        return
        ;;
    'convert --compress' | \
        'replay --compress')
        __mimecast2sophos_add -W 'none gzip'
        return
        ;;
    'convert --partition-by' | \
        'replay --partition-by')
        __mimecast2sophos_list 'none date category'
        return
        ;;
    'convert --progress' | \
        'convert --color' | \
        'check --progress' | \
        'check --color' | \
        'explain --progress' | \
        'explain --color' | \
        'replay --progress' | \
        'replay --color')
        __mimecast2sophos_add -W 'auto always never'
        return
        ;;
    'check --report')
        __mimecast2sophos_add -W 'text json junit sarif github'
        return
        ;;
    'explain --outcome')
        __mimecast2sophos_add -W 'converted filtered rejected'
        return
        ;;
    esac
    if [[ $cur == -* ]]; then
        case $command in
        'convert') __mimecast2sophos_add -W '--include --files-from --null --root --category --unmapped --mapping --since --until --unwrap --unwrap-field --assume-utc --jobs --max-record-bytes --format --include-raw --customer-id --output --summary --compress --partition-by --deduplicate --strict --keep-damaged --top-people --resume --prune --checksum --dry-run --overwrite --progress --color --quiet --verbose --shard --version --help' ;;
        'check') __mimecast2sophos_add -W '--include --files-from --null --root --category --unmapped --mapping --since --until --unwrap --unwrap-field --assume-utc --jobs --max-record-bytes --progress --color --quiet --max-rejected --max-unmapped --max-warnings --max-unknown-fields --max-skipped --min-records --baseline --max-drift --min-drift --report --version --help' ;;
        'explain') __mimecast2sophos_add -W '--include --files-from --null --root --category --unmapped --mapping --since --until --unwrap --unwrap-field --assume-utc --jobs --max-record-bytes --format --include-raw --customer-id --progress --color --find --id --record --outcome --limit --json --version --help' ;;
        'replay') __mimecast2sophos_add -W '--include --files-from --null --root --category --unmapped --mapping --since --until --unwrap --unwrap-field --assume-utc --jobs --max-record-bytes --format --include-raw --customer-id --output --summary --compress --partition-by --deduplicate --strict --keep-damaged --top-people --resume --prune --checksum --dry-run --overwrite --progress --color --quiet --verbose --version --help' ;;
        'mapping list') __mimecast2sophos_add -W '--mapping --json --version --help' ;;
        'mapping validate') __mimecast2sophos_add -W '--version --help' ;;
        'mapping template') __mimecast2sophos_add -W '--from --version --help' ;;
        'summarize') __mimecast2sophos_add -W '--output --html --replayed --text --baseline --version --help' ;;
        esac
        return
    fi
    case $command in
    'convert' | 'check' | 'explain' | 'replay' | 'mapping validate' | 'summarize') __mimecast2sophos_files ;;
    help) __mimecast2sophos_add -W 'convert check explain replay mapping summarize help' ;;
    esac
    # Files stand before commands.
    if ((COMP_CWORD == 1)); then
        compopt -o nosort 2>/dev/null
        __mimecast2sophos_add -W 'convert check explain replay mapping summarize help'
    fi
}

complete -F _mimecast2sophos mimecast2sophos
