# shellcheck shell=bash
# System packages: what is needed, how we see that it is there, and how it is installed.
# shellcheck disable=SC2034 # the lists are read through their names
# A line is "package probe"; the probe looks for the thing itself, so one built by hand counts as well.

readonly PACKAGES_run="
ca-certificates file:/etc/ssl/certs/ca-certificates.crt
tzdata file:/usr/share/zoneinfo/Asia/Seoul
libicu72 lib:libicuuc.so
libgtk-3-0 lib:libgtk-3.so.0
libdrm2 lib:libdrm.so.2
libatomic1 lib:libatomic.so.1
ffmpeg cmd:ffmpeg
nodejs cmd:npm
npm cmd:npm"

readonly PACKAGES_demo="
opencv-doc footage:vtest.avi"

readonly PACKAGES_test="
opencv-doc footage:vtest.avi
chromium cmd:chromium
postgresql file:/usr/lib/postgresql/*/bin/initdb
mosquitto cmd:mosquitto
mosquitto-clients cmd:mosquitto_pub
fonts-nanum file:/usr/share/fonts/truetype/nanum/NanumGothic.ttf
python3-gi file:/usr/lib/python3/dist-packages/gi/__init__.py
gir1.2-gst-rtsp-server-1.0 file:/usr/lib/*/girepository-1.0/GstRtspServer-1.0.typelib
gstreamer1.0-plugins-base file:/usr/lib/*/gstreamer-1.0/libgstvideoconvertscale.so
gstreamer1.0-plugins-good file:/usr/lib/*/gstreamer-1.0/libgstisomp4.so
gstreamer1.0-plugins-bad file:/usr/lib/*/gstreamer-1.0/libgstvideoparsersbad.so"

# Only for ./hub bench video, which runs it beside the hub on the same clip.
readonly PACKAGES_bench="
motion cmd:motion"

readonly FOOTAGE_INSTALLED=/usr/share/doc/opencv-doc/examples/data/vtest.avi
readonly POLICY=/usr/sbin/policy-rc.d
readonly POLICY_MARK="# SafetyHub set-up: services stay stopped while packages are installed"

LIBRARIES=""
is_there() {
    local kind="${1%%:*}" what="${1#*:}"
    case "$kind" in
        cmd) command -v "$what" >/dev/null || [[ -x "/usr/sbin/$what" ]] ;;
        lib) [[ -n "$LIBRARIES" ]] || LIBRARIES="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"
            [[ "$LIBRARIES" == *"$what"* ]] ;;
        file) compgen -G "$what" >/dev/null ;;
        footage) [[ -s "$FOOTAGE_INSTALLED" || -s "$CACHE/footage/$what" ]] ;;
    esac
}

# Prints the packages of the named groups that are missing, one a line.
missing_packages() {
    local group list package probe
    for group in "$@"; do
        list="PACKAGES_$group"
        while read -r package probe; do
            [[ -z "$package" ]] || is_there "$probe" || printf '%s\n' "$package"
        done <<<"${!list}"
    done | sort -u
}

ensure_packages() {
    [[ "${HUB_SKIP_PACKAGES:-}" != 1 ]] || return 0
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    install_packages "${missing[@]}"
    LIBRARIES=""
    mapfile -t missing < <(missing_packages "$@" | grep -vx opencv-doc)
    ((${#missing[@]} == 0)) || die "still missing after installation: ${missing[*]}"
}

install_packages() {
    local ask="these packages are missing and cannot be installed from here: $*
     Install them yourself (on Debian: apt-get install $*) and start again."
    command -v apt-get >/dev/null || die "no apt-get on this machine; $ask"
    become_root || die "neither root nor sudo is at hand; $ask"
    say "missing on this machine: $*"
    keep_services_stopped
    # Without fresh lists an installation may still work (an image that ships them), so a failure here is not the end.
    watch "Reading the package lists" "$LOGS/apt-update.log" update_lists || warn "apt-get update failed; see $LOGS/apt-update.log"
    local code=0
    STEP_MUST_END="apt-get"
    watch "Installing $# packages" "$LOGS/apt-install.log" --detail apt_line apt_install "$@" || code=$?
    STEP_MUST_END=""
    restore_service_policy
    ((code == 0)) || { tail -n 20 "$LOGS/apt-install.log" >&2; die "apt-get could not install: $*"; }
    say "Installed $# packages in ${WATCH_SECONDS}s"
}

AS_ROOT=()
become_root() {
    AS_ROOT=()
    ((EUID != 0)) || return 0
    command -v sudo >/dev/null || return 1
    # The password is asked for now, not in the middle of a progress line.
    if [[ -t 0 ]]; then say "sudo is needed to install packages" && sudo -v || return 1; else sudo -n true 2>/dev/null || return 1; fi
    AS_ROOT=(sudo)
}

apt_install() {
    local options=(-o DPkg::Lock::Timeout=600)
    # A build machine is thrown away after a power cut; waiting for each file to reach the disk would take most of the time.
    [[ "${CI:-}" != true ]] || options+=(-o Dpkg::Options::=--force-unsafe-io)
    # An installation that was broken off earlier is completed first; without one this does nothing.
    "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
    "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${options[@]}" "$@"
}

apt_line() { tail -n 1 "$LOGS/apt-install.log" 2>/dev/null | tr -d '\r' | cut -c 1-60; }

# apt waits for dpkg's lock by itself but not for the lock of the lists.
update_lists() {
    local attempt
    for attempt in 1 2 3 4 5 6; do
        "${AS_ROOT[@]}" apt-get update && return 0
        grep -q 'Could not get lock' "$LOGS/apt-update.log" || return 1
        echo "attempt $attempt: another apt-get holds the lists" && sleep 10
    done
    return 1
}

# Debian starts PostgreSQL and mosquitto when they are installed. Tests start their own on random loopback ports,
# so nothing is to run on the well-known ones. A policy that the machine already has is left alone.
keep_services_stopped() {
    trap 'restore_service_policy' EXIT
    [[ ! -e "$POLICY" ]] || return 0
    printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" | "${AS_ROOT[@]}" tee "$POLICY" >/dev/null
    "${AS_ROOT[@]}" chmod 755 "$POLICY"
}

restore_service_policy() {
    if grep -qsF "$POLICY_MARK" "$POLICY"; then "${AS_ROOT[@]}" rm -f "$POLICY"; fi
    trap - EXIT
}

# Images of Debian made for containers leave /usr/share/doc out, and with it the film; then it is taken from the package.
ensure_footage() {
    if [[ ! -s "$FOOTAGE_INSTALLED" && ! -s "$CACHE/footage/vtest.avi" ]] && command -v apt-get dpkg-deb >/dev/null; then
        step "Unpacking the sample film" "$LOGS/footage.log" unpack_footage
    fi
    SAFETYHUB_VTEST="$FOOTAGE_INSTALLED"
    [[ -s "$SAFETYHUB_VTEST" ]] || SAFETYHUB_VTEST="$CACHE/footage/vtest.avi"
    export SAFETYHUB_VTEST
}

unpack_footage() (
    scratch="$(mktemp -d "$CACHE/downloads/opencv-doc.XXXXXX")"
    trap 'rm -rf "$scratch"' EXIT
    chmod 755 "$scratch" && cd "$scratch" || exit 1
    apt-get download opencv-doc
    dpkg-deb --fsys-tarfile opencv-doc_*.deb | tar -x --wildcards '*/examples/data/vtest.avi*'
    mkdir -p "$CACHE/footage"
    found="$(find . -name 'vtest.avi*' | head -n 1)"
    if [[ "$found" == *.gz ]]; then gunzip "$found"; found="${found%.gz}"; fi
    mv "$found" "$CACHE/footage/vtest.avi"
)
