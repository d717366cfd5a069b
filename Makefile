LIB := $(wildcard arena/*.c arena/backend/*.c diag/*.c lexer/*.c ast/*.c parser/*.c emit/*.c)
build/cellar: $(LIB) $(wildcard cli/*.c) $(wildcard */*.h */*/*.h */*.def)
	gcc -std=c11 -O2 -g -I. -Wall -Wextra -Wpedantic -Wconversion -Wshadow -o $@ $(LIB) cli/*.c -lm
