
__mimecast2sophos_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__mimecast2sophos_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__mimecast2sophos_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__mimecast2sophos_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_mimecast2sophos() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __mimecast2sophos_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    convert|check|explain|replay|mapping|summarize|help)
        # Offer subcommand argument completions
        "_mimecast2sophos_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'convert check explain replay mapping summarize help' -- "${cur}"))
        ;;
    esac
}

_mimecast2sophos_convert() {
    repeating_flags=()
    non_repeating_flags=(--null --include-raw --deduplicate --strict --keep-damaged --resume --checksum --dry-run --overwrite --quiet -q --verbose -v --version --help)
    repeating_options=(--files-from --category --partition-by)
    non_repeating_options=(--root --unmapped --mapping --since --until -j --jobs --max-record-bytes --format --customer-id --output -o --summary --compress --progress --color --shard)
    __mimecast2sophos_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--files-from')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--root')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--category')
        __mimecast2sophos_add_completions -W 'attachment'$'\n''impersonation'$'\n''url'$'\n''rejection'
        return
        ;;
    '--unmapped')
        __mimecast2sophos_add_completions -W 'keep'$'\n''category'$'\n''reject'
        return
        ;;
    '--mapping')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '-j'|'--jobs')
        return
        ;;
    '--max-record-bytes')
        return
        ;;
    '--format')
        __mimecast2sophos_add_completions -W 'json'$'\n''cef'$'\n''keyvalue'$'\n''detection'$'\n''ocsf'
        return
        ;;
    '--customer-id')
        return
        ;;
    '--output'|'-o')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--summary')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--compress')
        __mimecast2sophos_add_completions -W 'none'$'\n''gzip'
        return
        ;;
    '--partition-by')
        return
        ;;
    '--progress')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--color')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--shard')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __mimecast2sophos_add_completions -f
        return
        ;;
    esac
}

_mimecast2sophos_check() {
    repeating_flags=()
    non_repeating_flags=(--null --version --help)
    repeating_options=(--files-from --category --report)
    non_repeating_options=(--root --unmapped --mapping --since --until -j --jobs --max-record-bytes --progress --color --max-rejected --max-unmapped --max-warnings --min-records --baseline --max-drift)
    __mimecast2sophos_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--files-from')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--root')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--category')
        __mimecast2sophos_add_completions -W 'attachment'$'\n''impersonation'$'\n''url'$'\n''rejection'
        return
        ;;
    '--unmapped')
        __mimecast2sophos_add_completions -W 'keep'$'\n''category'$'\n''reject'
        return
        ;;
    '--mapping')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '-j'|'--jobs')
        return
        ;;
    '--max-record-bytes')
        return
        ;;
    '--progress')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--color')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--max-rejected')
        return
        ;;
    '--max-unmapped')
        return
        ;;
    '--max-warnings')
        return
        ;;
    '--min-records')
        return
        ;;
    '--baseline')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--max-drift')
        return
        ;;
    '--report')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __mimecast2sophos_add_completions -f
        return
        ;;
    esac
}

_mimecast2sophos_explain() {
    repeating_flags=()
    non_repeating_flags=(--null --include-raw --version --help)
    repeating_options=(--files-from --category)
    non_repeating_options=(--root --unmapped --mapping --since --until -j --jobs --max-record-bytes --format --customer-id --record --outcome --limit)
    __mimecast2sophos_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--files-from')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--root')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--category')
        __mimecast2sophos_add_completions -W 'attachment'$'\n''impersonation'$'\n''url'$'\n''rejection'
        return
        ;;
    '--unmapped')
        __mimecast2sophos_add_completions -W 'keep'$'\n''category'$'\n''reject'
        return
        ;;
    '--mapping')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '-j'|'--jobs')
        return
        ;;
    '--max-record-bytes')
        return
        ;;
    '--format')
        __mimecast2sophos_add_completions -W 'json'$'\n''cef'$'\n''keyvalue'$'\n''detection'$'\n''ocsf'
        return
        ;;
    '--customer-id')
        return
        ;;
    '--record')
        return
        ;;
    '--outcome')
        __mimecast2sophos_add_completions -W 'converted'$'\n''filtered'$'\n''rejected'
        return
        ;;
    '--limit')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __mimecast2sophos_add_completions -f
        return
        ;;
    esac
}

_mimecast2sophos_replay() {
    repeating_flags=()
    non_repeating_flags=(--null --include-raw --deduplicate --strict --keep-damaged --resume --checksum --dry-run --overwrite --quiet -q --verbose -v --version --help)
    repeating_options=(--files-from --category --partition-by)
    non_repeating_options=(--root --unmapped --mapping --since --until -j --jobs --max-record-bytes --format --customer-id --output -o --summary --compress --progress --color)
    __mimecast2sophos_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--files-from')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--root')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--category')
        __mimecast2sophos_add_completions -W 'attachment'$'\n''impersonation'$'\n''url'$'\n''rejection'
        return
        ;;
    '--unmapped')
        __mimecast2sophos_add_completions -W 'keep'$'\n''category'$'\n''reject'
        return
        ;;
    '--mapping')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '-j'|'--jobs')
        return
        ;;
    '--max-record-bytes')
        return
        ;;
    '--format')
        __mimecast2sophos_add_completions -W 'json'$'\n''cef'$'\n''keyvalue'$'\n''detection'$'\n''ocsf'
        return
        ;;
    '--customer-id')
        return
        ;;
    '--output'|'-o')
        __mimecast2sophos_add_completions -d
        return
        ;;
    '--summary')
        __mimecast2sophos_add_completions -f
        return
        ;;
    '--compress')
        __mimecast2sophos_add_completions -W 'none'$'\n''gzip'
        return
        ;;
    '--partition-by')
        return
        ;;
    '--progress')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--color')
        __mimecast2sophos_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __mimecast2sophos_add_completions -f
        return
        ;;
    esac
}

_mimecast2sophos_mapping() {
    repeating_flags=()
    non_repeating_flags=(--version --help)
    repeating_options=()
    non_repeating_options=()
    __mimecast2sophos_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|validate|template)
        # Offer subcommand argument completions
        "_mimecast2sophos_mapping_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list validate template' -- "${cur}"))
        ;;
    esac
}

_mimecast2sophos_mapping_list() {
    repeating_flags=()
    non_repeating_flags=(--json --version --help)
    repeating_options=()
    non_repeating_options=(--mapping)
    __mimecast2sophos_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--mapping')
        return
        ;;
    esac
}

_mimecast2sophos_mapping_validate() {
    repeating_flags=()
    non_repeating_flags=(--version --help)
    repeating_options=()
    non_repeating_options=()
    __mimecast2sophos_offer_flags_options 1
}

_mimecast2sophos_mapping_template() {
    repeating_flags=()
    non_repeating_flags=(--version --help)
    repeating_options=()
    non_repeating_options=()
    __mimecast2sophos_offer_flags_options 0
}

_mimecast2sophos_summarize() {
    repeating_flags=()
    non_repeating_flags=(--version --help)
    repeating_options=()
    non_repeating_options=(--output -o --html)
    __mimecast2sophos_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--output'|'-o')
        return
        ;;
    '--html')
        return
        ;;
    esac
}

_mimecast2sophos_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __mimecast2sophos_offer_flags_options -1
}

complete -o filenames -F _mimecast2sophos mimecast2sophos
