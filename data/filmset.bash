# Bash completion for filmset.

_filmset() {
    local cur prev words cword split
    _init_completion -n : -s || return

    local common='--aspect --preset --crf --loudness --draft --store --jobs --help'
    local presets='ultrafast superfast veryfast faster fast medium slow slower veryslow placebo'

    case $prev in
    --aspect)
        COMPREPLY=($(compgen -W '16:9 9:16 1:1 4:5' -- "$cur"))
        __ltrim_colon_completions "$cur"
        return
        ;;
    --preset)
        COMPREPLY=($(compgen -W "$presets" -- "$cur"))
        return
        ;;
    --stage)
        COMPREPLY=($(compgen -W 'script storyboard timeline plan' -- "$cur"))
        return
        ;;
    --store)
        _filedir -d
        return
        ;;
    --language)
        local voices
        voices=$(filmset voices 2>/dev/null | cut -d ' ' -f 1 | sort -u)
        COMPREPLY=($(compgen -W "$voices" -- "$cur"))
        return
        ;;
    -o | --output)
        _filedir mp4
        return
        ;;
    --crf | --loudness | -j | --jobs)
        return
        ;;
    esac

    local command=${words[1]}
    if [[ $cur == -* ]]; then
        case $command in
        voices) COMPREPLY=($(compgen -W '--language --json --help' -- "$cur")) ;;
        dump) COMPREPLY=($(compgen -W "--stage $common" -- "$cur")) ;;
        -*) COMPREPLY=($(compgen -W '--help --version' -- "$cur")) ;;
        *) COMPREPLY=($(compgen -W "--output --quiet $common" -- "$cur")) ;;
        esac
        return
    fi
    [[ $command == voices && $cword -gt 1 ]] && return
    _filedir '@(md|markdown|txt)'
    if ((cword == 1)); then
        COMPREPLY+=($(compgen -W 'build dump voices' -- "$cur"))
    fi
} &&
    complete -F _filmset filmset
