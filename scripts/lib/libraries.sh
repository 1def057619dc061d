# Sourced by scripts: which libraries a program can be built with on this machine.

# The compiler beside swift, which builds the package, or another one.
find_compiler() {
    local compiler
    compiler=$(dirname "$(command -v swift)")/clang
    [[ -x $compiler ]] || compiler=$(command -v clang || command -v cc)
    printf '%s' "$compiler"
}

# links HEADER EXPRESSION LIBRARY: whether a program that uses it compiles and links.
links() {
    printf '#include <%s>\nint main(void) { return (%s) == 0; }\n' "$1" "$2" |
        "$(find_compiler)" -x c - -l"$3" -o /dev/null 2>/dev/null
}

has_zlib() { links zlib.h 'zlibVersion()' z; }
has_isal() { links isa-l.h '(isal_inflate_init((struct inflate_state *)0), 1)' isal; }
