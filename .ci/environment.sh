# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the other files
# Where things are, and the settings under which every .NET program here runs.

readonly ARTIFACTS="$ROOT/artifacts"
readonly LOGS="$ARTIFACTS/log"
readonly STAMPS="$ARTIFACTS/stamps"
readonly SILO_BINARY="$ARTIFACTS/bin/Silo/release/SafetyHub.Silo"
readonly TOWN_BINARY="$ARTIFACTS/bin/Town/release/SafetyHub.Town"
readonly JUDGE_BINARY="$ARTIFACTS/bin/Judge/release/SafetyHub.Judge"
readonly BENCH_BINARY="$ARTIFACTS/bin/Benchmarks/release/SafetyHub.Benchmarks"
# Downloads and converted models.
CACHE=""

prepare_environment() {
    mkdir -p "$ARTIFACTS" "$LOGS" "$STAMPS"
    prepare_home
    CACHE="${SAFETYHUB_CACHE:-$HOME/.cache/safetyhub}"
    mkdir -p "$CACHE/downloads" || die "cannot create the cache directory $CACHE; set SAFETYHUB_CACHE to a writable one"
    export SAFETYHUB_CACHE="$CACHE"
    # The hub looks for the converted models where they are put, unless its configuration says otherwise.
    export SafetyHub__Video__CacheDirectory="${SafetyHub__Video__CacheDirectory:-$CACHE}"
    export SAFETYHUB_BINARY="$SILO_BINARY"
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    export DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
    # Idle thread-pool threads that spin cost half the CPU of a message at low rates (docs/adr/0007).
    export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
    if [[ -d "$ROOT/../shared/footage" ]]; then
        SAFETYHUB_SHARED="${SAFETYHUB_SHARED:-$(cd "$ROOT/../shared" && pwd)}"
        export SAFETYHUB_SHARED
    fi
    require_dotnet
}

# Build machines sometimes start us without a home; NuGet and npm need one.
prepare_home() {
    if [[ -z "${HOME:-}" || ! -w "${HOME:-/nowhere}" ]]; then
        HOME="$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)"
        [[ -n "$HOME" && -w "$HOME" ]] || HOME="$ARTIFACTS/home"
        mkdir -p "$HOME"
        export HOME
    fi
}

require_dotnet() {
    local dotnet
    dotnet="$(command -v dotnet || true)"
    for candidate in "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [[ -n "$dotnet" ]] || { [[ -x "$candidate" ]] && dotnet="$candidate"; }
    done
    [[ -n "$dotnet" ]] || die "the .NET 10 SDK is not installed (https://dotnet.microsoft.com/download/dotnet/10.0)"
    local home
    home="$(dirname "$(readlink -f "$dotnet")")"
    # The built programs look for the runtime here when it is not in a standard place.
    [[ -d "$home/host/fxr" ]] && export DOTNET_ROOT="${DOTNET_ROOT:-$home}"
    export PATH="$home:$PATH"
    compgen -G "$home/sdk/10.*" >/dev/null || die "the .NET SDK at $home is not version 10"
}

# Set-up of one working tree happens once at a time. Readers (a test run) and a writer (a build) exclude each other.
lock_shared() { take_lock -s; }
lock_exclusive() { take_lock -x; }
unlock() { exec 9>&-; }
take_lock() {
    exec 9>>"$ARTIFACTS/.lock"
    if ! flock "$1" -n 9; then
        say "waiting for another ./hub that is building or testing in this folder"
        flock "$1" 9
    fi
}

# Becomes the program, so that Ctrl-C and SIGTERM reach it directly.
exec_program() {
    local binary="$1"
    shift
    trap - INT TERM
    exec "$binary" "$@"
}
