# node-size.sh: the bytes of a node of 6-switch.c and of 7-index.c, as they are declared.
{
    printf '#include <stdio.h>\n#include <stdbool.h>\n#include "scan.h"\n'
    sed -n '/^typedef struct node/p;/^struct node {/,/^};/p' docs/ladder/6-switch.c
    printf 'int main(void)\n{\n    printf("pointers %%zu\\n", sizeof(struct node));\n}\n'
} >pointers.c
{
    printf '#include <stdio.h>\n#include <stdbool.h>\n#include "scan.h"\n'
    sed -n '/^typedef uint32_t tree/p;/^struct parser {/,/^};/p' docs/ladder/7-index.c
    printf 'int main(void)\n{\n    struct parser *p = NULL;\n'
    printf '    printf("indices %%zu\\n", sizeof *p->kinds + sizeof *p->places + '
    printf 'sizeof *p->lefts + sizeof *p->rights);\n}\n'
} >indices.c
cc -Idocs/ladder -o pointers pointers.c && ./pointers
cc -Idocs/ladder -o indices indices.c && ./indices
