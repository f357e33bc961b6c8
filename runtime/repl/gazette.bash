# Completion for bash: commands, options, formats and files of the program gazette. The program
# itself is asked for its options. (In zsh: bashcompinit, then source this file.)
_gazette() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
    COMPREPLY=()
    case $before in
    -c | --command | -p | --param) return ;;
    -f | --format) words='table list csv tsv json jsonl markdown html latex
        kwic bar histogram sparkline timeline geojson ical bibtex csl graphml dot tei' ;;
    --errors) words='text json' ;;
    export) words=$("$1" --help | sed -nE '/^Formats of export/,/^Exit/s/^  ([a-z]+) .*/\1/p') ;;
    import) words='csv tsv json jsonl tei markdown text' ;;
    --rejects)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    esac
    if [[ -z $words && $word == -* ]]; then
        words=$("$1" --help | sed -nE 's/^ +(-[a-z], )?(--[a-z-]+).*/\2/p')
    elif [[ -z $words ]]; then
        mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.gz[at]' -- "$word";
            compgen -f -X '!*.json*' -- "$word"; compgen -f -X '!*.@(txt|csv|tsv|xml|md)' -- "$word")
        ((COMP_CWORD == 1)) && words='run check build import export info verify'
    fi
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o filenames -F _gazette gazette
