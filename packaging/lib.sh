# shellcheck shell=bash
# What packaging/run and packaging/test share. Sourced by bash with `set -euo pipefail`; not run by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Output is one program's or another's; a line of ours says so.
say() { printf '\n==> %s\n' "$*"; }

# stage NAME COMMAND…: runs it and says how long it took; what fails ends the script.
stage() {
    local name=$1 begin=$SECONDS
    shift
    say "$name"
    "$@"
    printf '==> %s: %d min %02d s\n' "$name" $(((SECONDS - begin) / 60)) $(((SECONDS - begin) % 60))
}

# packages_in FILE…: the names in package lists, without comments.
packages_in() { sed -e 's/#.*//' "$@" | tr -s '[:space:]' '\n' | sed '/^$/d'; }

is_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "These Debian packages are missing, and neither root nor sudo is here to install them: ${missing[*]}" >&2
        return 1
    fi
}

# install_missing FILE…: asks apt only for what is not there, so that a second run needs no rights and no network.
install_missing() {
    local package
    missing=()
    for package in $(packages_in "$@"); do
        is_installed "$package" || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        echo "all there"
        return
    fi
    echo "missing: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"
}

# build PRESET [TARGET…]
build() {
    local preset=$1
    shift
    (cd "$root" && cmake --preset "$preset" >/dev/null && cmake --build "build/$preset" ${@:+--target "$@"})
}
