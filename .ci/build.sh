# shellcheck shell=bash
# Restores and builds Release into artifacts/. A build whose sources have not changed since is not started at all.

readonly PRODUCT="Grains.Interfaces Grains DeviceBridge Dashboard Silo"
readonly ROOT_INPUTS="Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt .editorconfig SafetyHub.sln"

# scope -> what it builds | which folders it depends on | the program that has to be there afterwards
scope_project() { case "$1" in
    silo) echo Silo/Silo.csproj ;;
    town) echo tests/Town/Town.csproj ;;
    judge) echo tests/Judge/Judge.csproj ;;
    bench) echo tests/Benchmarks/Benchmarks.csproj ;;
    everything) echo SafetyHub.sln ;;
esac; }
scope_folders() { case "$1" in
    silo) echo "$PRODUCT" ;;
    *) echo "$PRODUCT tests" ;;
esac; }
scope_program() { case "$1" in
    town) echo "$TOWN_BINARY" ;;
    judge) echo "$JUDGE_BINARY" ;;
    bench) echo "$BENCH_BINARY" ;;
    *) echo "$SILO_BINARY" ;;
esac; }

# One hash over the names and contents of everything that goes into a build.
input_hash() {
    local folders
    read -ra folders <<<"$(scope_folders "$1") $ROOT_INPUTS"
    {
        find "${folders[@]}" \( -name bin -o -name obj -o -name node_modules -o -path Dashboard/wwwroot/lib \) -prune \
            -o -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum
    } | sha256sum | cut -d' ' -f1
}

is_built() {
    local stamp="$STAMPS/$1" program
    program="$(scope_program "$1")"
    [[ -x "$program" && -x "$SILO_BINARY" && -s "$stamp" ]] || return 1
    # Somebody who built by hand since then may have built other sources.
    [[ -z "$(find "$(dirname "$program")" "$(dirname "$SILO_BINARY")" -maxdepth 1 -name 'SafetyHub.*.dll' -newer "$stamp" -print -quit)" ]] || return 1
    [[ "$(cat "$stamp")" == "$(input_hash "$1")" ]]
}

# Makes sure a scope is built, and leaves with the shared lock held, so that nobody builds under a running test.
ensure_built() {
    local scope="$1" project
    project="$(scope_project "$scope")"
    [[ -f "$project" ]] || die "$project is not in this tree, so there is nothing to start for this command"
    lock_shared
    if ! is_built "$scope"; then
        lock_exclusive
        is_built "$scope" || build_scope "$scope" "$project"
        lock_shared
    fi
}

build_scope() {
    local scope="$1" project="$2" hash
    hash="$(input_hash "$scope")"
    rm -f "$STAMPS"/*
    # The simulator and the benchmarks start the hub's program, so it is built as well.
    [[ "$project" == SafetyHub.sln || "$project" == Silo/* ]] || build_project Silo/Silo.csproj
    build_project "$project"
    touch_stamp "$scope" "$hash"
    [[ "$scope" == silo ]] || touch_stamp silo "$(input_hash silo)"
    if [[ "$scope" == everything ]]; then
        [[ ! -x "$TOWN_BINARY" ]] || touch_stamp town "$hash"
        [[ ! -x "$JUDGE_BINARY" ]] || touch_stamp judge "$hash"
        [[ ! -x "$BENCH_BINARY" ]] || touch_stamp bench "$hash"
    fi
}

touch_stamp() { printf '%s\n' "$2" >"$STAMPS/$1"; }

build_project() {
    local name
    name="$(basename "$1" | sed 's/\.[a-z]*$//')"
    step "Restoring $name" "$LOGS/restore-$name.log" dotnet restore "$1" -v minimal
    step "Building $name" "$LOGS/build-$name.log" dotnet build "$1" -c Release --no-restore -warnaserror -v minimal -nodeReuse:false
}

# Only the named test projects and the hub: quick while working on one room.
ensure_built_projects() {
    local name
    for name in "${@%.Tests}"; do
        [[ -f "tests/$name.Tests/$name.Tests.csproj" ]] || die "there is no test project $name (tests/$name.Tests)"
    done
    lock_shared
    ! is_built everything || return 0
    lock_exclusive
    rm -f "$STAMPS"/*
    build_project Silo/Silo.csproj
    for name in "${@%.Tests}"; do
        build_project "tests/$name.Tests/$name.Tests.csproj"
    done
    touch_stamp silo "$(input_hash silo)"
    lock_shared
}
