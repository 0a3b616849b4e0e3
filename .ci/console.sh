# shellcheck shell=bash
# What the person at the terminal sees: lines, warnings, and long steps with the time that has passed.

say() { printf 'hub: %s\n' "$*" >&2; }
warn() { printf 'hub: WARNING: %s\n' "$*" >&2; }
die() {
    printf 'hub: ERROR: %s\n' "$*" >&2
    exit 1
}

on_terminal() { [[ -t 2 && "${TERM:-dumb}" != dumb ]]; }

STEP_CHILD=""
# What the person can do when the step fails, if there is something particular.
STEP_ADVICE=""
# Set while a command runs that must not be broken off half way.
STEP_MUST_END=""
# A child started with & ignores Ctrl-C, so the signal is handed on by us.
stop_step() {
    if [[ -n "$STEP_CHILD" ]]; then
        if [[ -n "$STEP_MUST_END" ]]; then say "stopping when $STEP_MUST_END is through"; else kill -TERM "$STEP_CHILD" 2>/dev/null || true; fi
        wait "$STEP_CHILD" 2>/dev/null || true
    fi
    exit "$1"
}
trap 'stop_step 130' INT
trap 'stop_step 143' TERM

# Says how far a step is. On a terminal the line is redrawn; elsewhere a plain line appears every 15 seconds.
#   show_progress "title" seconds "detail"
show_progress() {
    local title="$1" seconds="$2" detail="${3:-}" frames='|/-='
    if on_terminal; then
        PROGRESS_FRAME=$(((${PROGRESS_FRAME:-0} + 1) % 4))
        printf '\r\033[Khub: %s %s %ds %s' "${frames:PROGRESS_FRAME:1}" "$title" "$seconds" "$detail" >&2
    elif ((seconds > 0 && seconds % 15 == 0 && seconds != ${PROGRESS_SAID:-0})); then
        PROGRESS_SAID=$seconds
        say "$title: still at it after ${seconds}s $detail"
    fi
}

clear_progress() {
    if on_terminal; then printf '\r\033[K' >&2; fi
    PROGRESS_SAID=0
}

# Runs a command with its output in a file, and shows that it lives. Returns the command's exit code.
#   watch "title" logfile [--detail function] command arguments...
watch() {
    local title="$1" log="$2" detail="" began=$SECONDS code=0
    shift 2
    if [[ "$1" == --detail ]]; then
        detail="$2"
        shift 2
    fi
    mkdir -p "$(dirname "$log")"
    # Descriptor 9 is the set-up lock; a compiler server that inherited it would keep it for minutes.
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    STEP_CHILD=$!
    while kill -0 "$STEP_CHILD" 2>/dev/null; do
        show_progress "$title" $((SECONDS - began)) "$([[ -z "$detail" ]] || "$detail")"
        sleep 0.2
    done
    wait "$STEP_CHILD" || code=$?
    STEP_CHILD=""
    clear_progress
    WATCH_SECONDS=$((SECONDS - began))
    return "$code"
}

# Like watch, but a failure ends the set-up: the end of the log is shown.
step() {
    local title="$1" log="$2"
    if watch "$@"; then
        say "$title: done in ${WATCH_SECONDS}s"
    else
        grep -E '(error|warning) [A-Z]+[0-9]*|^E: ' "$log" | sort -u | head -n 40 >&2 || true
        tail -n 30 "$log" >&2
        die "$title failed; the whole output is in $log${STEP_ADVICE:+. $STEP_ADVICE}"
    fi
}
