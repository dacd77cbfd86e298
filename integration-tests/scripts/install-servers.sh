#!/bin/sh
# Installs packages of Debian's, and lets no service that comes with them start, now or with the machine: tests start what
# they need themselves, on loopback, and end it. What is on the machine already stays as it is: no package is removed for them,
# and no unit disabled that was enabled before. For instance: install-servers.sh nginx openssh-server systemd-container
set -eu

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "$* must be installed: only root can do that, and here only with apt-get. Elsewhere, install what brings the same programs." >&2
    exit 1
fi
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    # a signal alone would end this shell without what it does at its exit
    trap 'exit 1' HUP INT TERM
    trap 'rm -f "$policy"' EXIT
    # the one thing that is asked before a service of a package starts, with a systemd too
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
# what starts with the machine
enabled() { ls /etc/systemd/system /etc/systemd/system/*.wants 2>/dev/null | grep -E '\.(service|socket|timer)$' | sort -u; }
install() { apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends --no-remove "$@"; }
before=$(enabled)
# a policy that was here already may have let it start
[ -d /run/systemd/system ] && now=--now || now=
install "$@" || {
    # what is known of packages is too old, or nothing
    apt-get -o DPkg::Lock::Timeout=120 update -qq
    install "$@"
}
enabled | while read -r unit; do
    printf '%s\n' "$before" | grep -qxF "$unit" || systemctl disable $now "$unit" || true # an alias went with its unit
done
