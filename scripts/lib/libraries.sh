# Sourced by scripts: which libraries are available for building on this machine, and how to install
# more.

# The compiler next to swift, which builds the package, or another one.
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
# ISAL=no behaves as on a machine without it.
has_isal() { [[ ${ISAL-} != no ]] && links isa-l.h '(isal_inflate_init((struct inflate_state *)0), 1)' isal; }

# install PACKAGE...: installs Debian packages. Asks nothing, and waits for another apt-get to end.
install() {
    command -v apt-get >/dev/null || return 1
    local root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || return 1
        root=(sudo)
    fi
    local apt_get=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    local install=("${apt_get[@]}" install --yes --no-install-recommends "$@")
    # The package lists may be missing or outdated: then fetch them and retry.
    "${install[@]}" >/dev/null 2>&1 || { "${apt_get[@]}" update && "${install[@]}"; } >/dev/null 2>&1
}
