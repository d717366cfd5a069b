# cellar.bash: what may follow `cellar` on bash's command line. Bash takes `--emit=tree`
# for three words; and a word offered with `=` behind it gets no blank.

_cellar()
{
    local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
    local words='' suffix
    COMPREPLY=()
    if [[ $word == = ]]; then
        word=''
    elif [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $COMP_CWORD:${COMP_WORDS[1]}:$option in
    1:*) words='parse explain map bench --help --version' ;;
    *:parse:--emit) words='tree tokens json dot cel none' ;;
    *:parse:--error-format) words='human short json sarif' ;;
    *:parse:--alloc) words='arena malloc slab fixed host log fault: fault-blocks:' ;;
    *:parse:--log-format) words='text json' ;;
    *:parse:--color | *:map:--color) words='auto always never' ;;
    *:parse:--log | *:map:--output | *:map:-o | *:bench:--out) return ;; # any file
    *:--expr | *:-e | *:-j | *:--jobs | *:--max-* | *:--limit | *:--seconds | *:--rounds)
        compopt +o default 2>/dev/null
        return ;;
    *:parse:*) words='--expr --null --lines --emit= --error-format= --color=
        --max-errors= --jobs= --quiet --yaml --expand --alloc= --log= --log-format=
        --no-macros --no-optional --max-depth= --max-memory= --max-nodes= --stats
        --help' ;;
    *:map:*) words='--expr --output --text --json --color= --limit= --no-macros
        --no-optional --help' ;;
    *:bench:*) words='--seconds= --rounds= --out= --help' ;;
    *:explain:*) words='--markdown --help'
        [[ $word == -* ]] ||
            words=$("${COMP_WORDS[0]}" explain 2>/dev/null | cut -d' ' -f1) ;;
    esac
    if [[ $words == --* && $word != -* ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$word"
            for suffix in cel yaml yml; do compgen -f -X "!*.$suffix" -- "$word"; done)
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    fi
    [[ ${COMPREPLY[0]-} == *[=:] ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -o bashdefault -o default -F _cellar cellar
