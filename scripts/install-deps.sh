#!/usr/bin/env bash
# Installs the Debian packages that are missing: what the build needs, with --tests what the tests need too.
# Asks for nothing, and does nothing when all is there.
set -euo pipefail

readonly POLICY=/usr/sbin/policy-rc.d
readonly EARLIER=$POLICY.before-rdbkit
readonly MARK='made by RDBKit, for the time of one installation'

packages=(libisal-dev liblzf-dev zlib1g-dev libzstd-dev liblz4-dev libpcre2-dev libssl-dev liblua5.1-0-dev pkg-config)
wants_tests=no
case ${1-} in
    '') ;;
    --tests)
        wants_tests=yes
        packages+=(redis-server redis-tools python3 python3-pip python3-venv zstd lz4 gzip)
        ;;
    *)
        echo "usage: $0 [--tests]" >&2
        exit 64
        ;;
esac

is_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian starts a server as soon as it is installed, unless this script says no: 101 means "forbidden".
forbid_starts() {
    if [ -e "$POLICY" ] && ! grep -q "$MARK" "$POLICY"; then as_root mv "$POLICY" "$EARLIER"; fi
    printf '#!/bin/sh\n# %s\nexit 101\n' "$MARK" | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
}

allow_starts() {
    as_root rm -f "$POLICY"
    if [ -e "$EARLIER" ]; then as_root mv "$EARLIER" "$POLICY"; fi
}

# The tests start servers of their own, so the one of the package need not come up with the machine either.
disable_server() {
    if command -v systemctl >/dev/null; then
        as_root systemctl disable --quiet redis-server.service || true
    elif command -v update-rc.d >/dev/null; then
        as_root update-rc.d redis-server disable || true
    fi
}

install_packages() {
    as_root apt-get -o DPkg::Lock::Timeout=300 update -q
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -q -y --no-install-recommends "$@"
}

# Packages of PyPI that the tests use go into an environment of their own, beside the cached servers. Without them
# the tests that need them are skipped.
install_python_packages() {
    local folder="${RDBKIT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/rdbkit/python"
    local wanted="$(dirname "$0")/../Tests/Python/requirements.txt"
    if cmp -s "$wanted" "$folder/installed.txt"; then return 0; fi
    echo "Installing Python packages into $folder"
    if python3 -m venv "$folder" &&
        "$folder/bin/python" -m pip install -q --disable-pip-version-check -r "$wanted" </dev/null; then
        cp "$wanted" "$folder/installed.txt"
    else
        echo "The Python packages could not be installed: tests that need them will be skipped."
    fi
}

finish() {
    if [ "$wants_tests" = yes ]; then install_python_packages; fi
    exit 0
}

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then finish; fi

if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here. Please see to it that what Debian calls these is installed:" >&2
    echo "  ${missing[*]}" >&2
    finish
fi
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "Not root, and no sudo. As root: apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "Installing: ${missing[*]}"
if [[ " ${missing[*]} " == *" redis-server "* ]]; then
    echo "redis-server is not started, neither now nor at boot."
    trap allow_starts EXIT
    trap 'exit 1' HUP INT TERM
    forbid_starts
    install_packages "${missing[@]}" </dev/null
    disable_server
else
    install_packages "${missing[@]}" </dev/null
fi
if [ "$wants_tests" = yes ]; then install_python_packages; fi
