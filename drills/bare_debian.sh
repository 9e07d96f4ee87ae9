#!/usr/bin/env bash
# Does it work on a computer that has nothing? A stock Debian 12 with python3 and pip is made in a
# folder, a clean clone of this checkout goes in, and a user who has just been created, with an
# empty home and no caches, types the commands. Times are printed.
#
#   sudo drills/bare_debian.sh FOLDER ["check examples/course.csv" ...]
#
# Each argument is one command line for start.py; `test` comes last by itself. What is committed
# is tested. The folder is kept: a second run uses its Debian again, with a new user.
# WITH_UV=1 puts this machine's uv into it; the data named by BACKCHECK_REAL_DATA are shown to it.
# Where packages come from is this machine's affair: its apt, pip, uv, proxy and certificate
# settings are taken over as they are, and folders they name are shown read-only in the same place.
set -euo pipefail
export LC_ALL=C # decimal points in times

[ $# -ge 1 ] || { sed -n '2,/^set/{/^#/p}' "$0"; exit 2; }
[ "$(id -u)" = 0 ] || { echo "bare_debian.sh: debootstrap and chroot need root" >&2; exit 1; }
for tool in debootstrap unshare git; do
    command -v "$tool" >/dev/null || { echo "bare_debian.sh: $tool is missing" >&2; exit 1; }
done

# In a mount namespace of its own: however this ends, the mounts are gone with it.
if [ -z "${BARE_DEBIAN_INSIDE:-}" ]; then
    BARE_DEBIAN_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
fi

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
root=$(cd "$1" && pwd)
shift
user=clinic
home=/home/$user

timed() { # NAME COMMAND...: run it, and keep its time and exit code for the summary
    local name=$1 began=$EPOCHREALTIME code=0
    shift
    echo "== $name" >&2
    "$@" || code=$?
    times+=("$(awk -v a="$began" -v b="$EPOCHREALTIME" -v rest="  exit $code  $name" \
        'BEGIN {printf "%8.2f s%s", b - a, rest}')")
    [ "$code" = 0 ] || worst=1
}
times=()
worst=0

make_debian() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' \
        'Codename: bookworm' 2>/dev/null | sort -u | head -n 1)
    # shellcheck disable=SC2086  # no mirror known: debootstrap's own
    debootstrap --variant=minbase --include=python3,python3-pip,ca-certificates \
        bookworm "$root" $mirror >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
    touch "$root/etc/bare-debian"
}

settings() { # every setting that may name a place packages come from
    env | grep -E '^(PIP_|UV_|SSL_|REQUESTS_CA|CURL_CA)' || true
    python3 -m pip config list 2>/dev/null || true
    cat "${pip_files[@]}" "${uv_files[@]}" 2>/dev/null || true
}

put() { # FILE NAME: copy one file to a place inside
    [ -f "$1" ] || return 0
    mkdir -p "$root$(dirname "$2")"
    cp -L "$1" "$root$2"
}

take_over_settings() {
    local file place
    put /etc/resolv.conf /etc/resolv.conf
    put /etc/hosts /etc/hosts
    for place in sources.list sources.list.d apt.conf.d auth.conf.d trusted.gpg.d keyrings; do
        [ ! -e "/etc/apt/$place" ] || cp -aL "/etc/apt/$place" "$root/etc/apt/"
    done
    pip_files=(/etc/pip.conf "${PIP_CONFIG_FILE:-}" ~/.pip/pip.conf ~/.config/pip/pip.conf)
    uv_files=(/etc/uv/uv.toml ~/.config/uv/uv.toml)
    # Personal settings become the machine's, because the new user's home is empty.
    put /etc/pip.conf /etc/pip.conf
    for file in "${pip_files[@]:1}"; do put "$file" /etc/xdg/pip/pip.conf; done
    for file in "${uv_files[@]}"; do put "$file" /etc/uv/uv.toml; done
    if [ -d /usr/local/share/ca-certificates ]; then
        cp -aL /usr/local/share/ca-certificates "$root/usr/local/share/"
    fi
    chroot "$root" update-ca-certificates >/dev/null 2>&1
    put /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
    while read -r place; do
        if [ -d "$place" ]; then show "$place"; else put "$place" "$place"; fi
    done < <(settings | grep -oE "(file://)?/[^][ '\",]+" | sed 's|^file://||' |
        while read -r place; do [ ! -e "$place" ] || echo "$place"; done | sort -u)
}

show() { # FOLDER: bind it read-only into the same place, with its siblings: an index needs them
    local place
    place=$(dirname "$1")
    [ "$(dirname "$place")" != / ] || place=$1
    [ -z "$(ls -A "$root$place" 2>/dev/null)" ] || return 0 # the machine has its own
    mkdir -p "$root$place"
    mount --bind "$place" "$root$place"
    mount -o remount,bind,ro "$root$place"
}

[ -e "$root/etc/bare-debian" ] || timed "debootstrap" make_debian
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
take_over_settings

chroot "$root" userdel --force --remove $user >/dev/null 2>&1 || true
rm -rf "${root:?}$home" "$root"/tmp/*
chroot "$root" useradd --create-home --skel /dev/null $user
git clone --quiet --no-hardlinks "$checkout" "$root$home/backcheck"
chroot "$root" chown -R $user: $home
rm -f "$root/usr/local/bin/uv"
[ -z "${WITH_UV:-}" ] || cp -L "$(command -v uv)" "$root/usr/local/bin/uv"

inside=(HOME=$home USER=$user LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin)
while IFS= read -r setting; do
    inside+=("$setting")
done < <(env | grep -iE '^(PIP_|UV_|SSL_|REQUESTS_CA|CURL_CA|(http|https|no|all)_proxy=)' |
    grep -vE '^(PIP_CONFIG_FILE|UV_CACHE_DIR|PIP_CACHE_DIR)=' || true)
if [ -d "${BACKCHECK_REAL_DATA:-}" ]; then
    mkdir -p "$root/srv/real-data"
    mount --bind "$BACKCHECK_REAL_DATA" "$root/srv/real-data"
    inside+=(BACKCHECK_REAL_DATA=/srv/real-data)
fi

as_user() { # COMMAND LINE: what the user types, in the checkout
    # shellcheck disable=SC2016
    chroot --userspec=$user "$root" /usr/bin/env --ignore-environment "${inside[@]}" \
        bash -c 'cd ~/backcheck && eval "$1"' - "$1"
}

for line in "$@" test; do
    timed "python3 start.py $line" as_user "python3 start.py $line"
done

echo
printf '%s\n' "${times[@]}"
du -sh "$root$home/backcheck/.venv" 2>/dev/null | sed 's/\s.*/ on disk in .venv/' || true
exit "$worst"
