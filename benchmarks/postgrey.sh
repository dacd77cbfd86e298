#!/bin/sh
# Installs postgrey on Debian and its kin, for ./dotgate bench greylist d, which starts one of its own. Needs root. The
# package would start a postgrey of the system's, too, and have it start with the machine; here it is told not to.
set -eu

if command -v postgrey >/dev/null 2>&1 || [ -x /usr/sbin/postgrey ]; then
    echo "postgrey is installed already"
    exit 0
fi
command -v apt-get >/dev/null 2>&1 || {
    echo "postgrey.sh: no apt-get here; install postgrey as your system has it" >&2
    exit 1
}
[ "$(id -u)" = 0 ] || {
    echo "postgrey.sh: must be run as root, for instance: sudo benchmarks/postgrey.sh" >&2
    exit 1
}
sh "$(dirname "$0")/../integration-tests/scripts/install-servers.sh" postgrey
echo "installed: $(/usr/sbin/postgrey --version)"
