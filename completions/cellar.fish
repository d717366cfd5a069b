# cellar.fish: what may follow `cellar` on fish's command line.

function __cellar_offer --argument-names command
    complete -c cellar -n "__fish_seen_subcommand_from $command" $argv[2..]
end

complete -c cellar -f
complete -c cellar -n __fish_use_subcommand -a parse -d 'Check and show expressions'
complete -c cellar -n __fish_use_subcommand -a explain -d 'What a code means'
complete -c cellar -n __fish_use_subcommand -a map -d 'Where all lies in memory'
complete -c cellar -n __fish_use_subcommand -a bench -d 'Arena against malloc'
complete -c cellar -n __fish_use_subcommand -l version -d 'The version'
complete -c cellar -s h -l help -d Help

for command in parse map bench
    __cellar_offer $command -F
end

__cellar_offer parse -s e -l expr -x -d 'Parse an expression'
__cellar_offer parse -s 0 -l null -d 'Records ended by a NUL byte'
__cellar_offer parse -s l -l lines -d 'Records, a line each'
__cellar_offer parse -l emit -x -a 'tree tokens json dot cel none' -d 'What to write'
__cellar_offer parse -l error-format -x -d 'How to write messages' \
    -a 'human short json sarif'
__cellar_offer parse -l color -x -a 'auto always never' -d 'Colour messages'
__cellar_offer parse -l max-errors -x -d 'Messages for each unit'
__cellar_offer parse -s j -l jobs -x -d Threads
__cellar_offer parse -s q -l quiet -d 'Messages and nothing else'
__cellar_offer parse -l yaml -d 'The input is YAML'
__cellar_offer parse -l expand -d 'Show what macros expand to'
__cellar_offer parse -l alloc -x -d Allocator \
    -a 'arena malloc slab fixed host log fault: fault-blocks:'
__cellar_offer parse -l log -r -F -d 'Where --alloc=log writes'
__cellar_offer parse -l log-format -x -a 'text json' -d 'How it writes'
__cellar_offer parse -l no-macros -d 'Leave macros as calls'
__cellar_offer parse -l no-optional -d 'Refuse optional syntax'
__cellar_offer parse -l max-depth -x -d 'Nested operands'
__cellar_offer parse -l max-memory -x -d 'Bytes a unit may take'
__cellar_offer parse -l max-nodes -x -d 'Nodes of a tree'
__cellar_offer parse -l stats -d 'Counts, memory and time'

__cellar_offer map -s e -l expr -x -d 'The map of an expression'
__cellar_offer map -s o -l output -r -F -d 'Write to a file'
__cellar_offer map -l text -d Letters
__cellar_offer map -l json -d 'The pieces as JSON'
__cellar_offer map -l color -x -a 'auto always never' -d 'Colours of --text'
__cellar_offer map -l limit -x -d 'Bytes to draw at most'
__cellar_offer map -l no-macros -d 'Leave macros as calls'
__cellar_offer map -l no-optional -d 'Refuse optional syntax'

__cellar_offer bench -l seconds -x -d 'Start no measurement after'
__cellar_offer bench -l rounds -x -d 'Rounds in each process'
__cellar_offer bench -l out -r -F -d 'Keep the samples'

__cellar_offer explain -l markdown -d 'The pages as Markdown'
__cellar_offer explain -x -a '(cellar explain 2>/dev/null | string split -f 1 " ")'

functions --erase __cellar_offer
