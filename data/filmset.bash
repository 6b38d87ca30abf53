# Bash completion for filmset.

_filmset() {
    local cur prev words cword split
    _init_completion -n : -s || return

    local common='--aspect --size --theme --reduced-motion --preset --crf --loudness --draft --store --jobs --read --format --json --help'
    local presets='ultrafast superfast veryfast faster fast medium slow slower veryslow placebo'

    case $prev in
    --aspect)
        COMPREPLY=($(compgen -W '16:9 9:16 1:1 4:5 21:9' -- "$cur"))
        __ltrim_colon_completions "$cur"
        return
        ;;
    --size)
        COMPREPLY=($(compgen -W '720p 1080p 1440p 2160p' -- "$cur"))
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
    --format)
        COMPREPLY=($(compgen -W 'text json github' -- "$cur"))
        return
        ;;
    --read)
        COMPREPLY=($(compgen -W 'markdown plain narakeet fountain' -- "$cur"))
        return
        ;;
    --from)
        [[ ${words[1]} == new ]] && _filedir '@(md|markdown|txt|fountain)'
        return
        ;;
    --progress)
        COMPREPLY=($(compgen -W 'bar plain json none' -- "$cur"))
        return
        ;;
    --data)
        _filedir '@(csv|tsv|txt)'
        return
        ;;
    --timings)
        _filedir
        return
        ;;
    --to)
        [[ ${words[1]} == fmt ]] && COMPREPLY=($(compgen -W 'markdown' -- "$cur"))
        return
        ;;
    --store)
        _filedir -d
        return
        ;;
    -o | --output)
        if [[ ${words[1]} == fmt ]]; then
            _filedir '@(md|markdown|txt|fountain)'
        else
            _filedir '@(mp4|png|jpg)'
        fi
        return
        ;;
    --shot | --crf | --loudness | --store-limit | --language | -j | --jobs)
        return
        ;;
    esac

    local command=${words[1]}
    if [[ $cur == -* ]]; then
        case $command in
        check) COMPREPLY=($(compgen -W '--fix --strict --quiet --format --json --store --help' -- "$cur")) ;;
        fmt) COMPREPLY=($(compgen -W '--check --to --output --read --format --json --help' -- "$cur")) ;;
        new) COMPREPLY=($(compgen -W '--from --language --format --json --help' -- "$cur")) ;;
        say) COMPREPLY=($(compgen -W '--voice --language --pace --output --store --format --json --help' -- "$cur")) ;;
        takes) COMPREPLY=($(compgen -W 'list play export pin unpin replace --output --store --format --json --help' -- "$cur")) ;;
        voices) COMPREPLY=($(compgen -W '--language --json --help' -- "$cur")) ;;
        still) COMPREPLY=($(compgen -W "--output $common" -- "$cur")) ;;
        explain) COMPREPLY=($(compgen -W "$common" -- "$cur")) ;;
        themes) COMPREPLY=($(compgen -W '--from --strict --output --aspect --height --store --format --json --help' -- "$cur")) ;;
        store) COMPREPLY=($(compgen -W '--store --store-limit --format --json --help' -- "$cur")) ;;
        dump) COMPREPLY=($(compgen -W "--stage $common" -- "$cur")) ;;
        -*) COMPREPLY=($(compgen -W '--help --version' -- "$cur")) ;;
        *) COMPREPLY=($(compgen -W "--output --quiet --data --from --to --shot --dry-run --progress --timings --store-limit $common" -- "$cur")) ;;
        esac
        return
    fi
    if [[ $command == new ]] && ((cword > 1)); then
        _filedir -d
        return
    fi
    if [[ $command == store ]] && ((cword > 1)); then
        COMPREPLY=($(compgen -W 'stat verify gc clear' -- "$cur"))
        return
    fi
    if [[ $command == themes ]] && ((cword > 1)); then
        COMPREPLY=($(compgen -W 'list new check preview' -- "$cur"))
        ((cword > 2)) && _filedir -d
        return
    fi
    [[ $command == @(voices|say) && $cword -gt 1 ]] && return
    _filedir '@(md|markdown|txt|fountain)'
    if ((cword == 1)); then
        COMPREPLY+=($(compgen -W 'build check dump explain fmt i18n new say still store takes themes voices' -- "$cur"))
    fi
} &&
    complete -F _filmset filmset
