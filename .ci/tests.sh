# shellcheck shell=bash
# Runs the test projects one after the other, cheap ones first, each with a time limit, and adds up what really ran.

readonly TEST_LIMIT_SECONDS=300
readonly TEST_LIMIT_HEAVY_SECONDS=1200

# Lower runs earlier. Heavy ones share two cores with browsers, brokers and databases, so nothing runs beside another.
test_rank() { case "$1" in
    Architecture) echo 0 ;;
    Grains.Interfaces) echo 1 ;;
    Grains) echo 2 ;;
    DeviceBridge | DeviceBridge.*) echo 4 ;;
    Dashboard) echo 5 ;;
    Silo | Storage) echo 6 ;;
    Cluster) echo 7 ;;
    EndToEnd) echo 8 ;;
    Browser | Faults) echo 9 ;;
    *) echo 3 ;;
esac; }

test_limit() { (($(test_rank "$1") >= 4)) && echo "$TEST_LIMIT_HEAVY_SECONDS" || echo "$TEST_LIMIT_SECONDS"; }

# Prints the names of all test projects in the order in which they run.
all_test_projects() {
    local file name
    for file in tests/*.Tests/*.Tests.csproj; do
        [[ -f "$file" ]] || continue
        name="$(basename "$file" .Tests.csproj)"
        printf '%s %s\n' "$(test_rank "$name")" "$name"
    done | sort -k1,1n -k2 | cut -d' ' -f2
}

# Style and naming are checked by the build; this is about blanks and line breaks (2 s, reads no project).
check_format() {
    STEP_ADVICE="To correct it: dotnet format whitespace . --folder --exclude artifacts"
    step "Checking the format" "$LOGS/format.log" dotnet format whitespace . --folder --exclude artifacts --verify-no-changes
    # shellcheck disable=SC2034 # read by step
    STEP_ADVICE=""
}

TESTS_PASSED=0 TESTS_FAILED=0 TESTS_SKIPPED=0
run_tests() {
    local projects=("${@%.Tests}") name results
    ((${#projects[@]})) || mapfile -t projects < <(all_test_projects)
    results="$ARTIFACTS/test-results/$(date +%Y%m%d-%H%M%S)-$$"
    mkdir -p "$results"
    # The last ten runs are kept.
    find "$ARTIFACTS/test-results" -mindepth 1 -maxdepth 1 -type d | sort | head -n -10 | xargs -r rm -rf
    for name in "${projects[@]}"; do run_test_project "$name" "$results"; done
    report_tests "$results"
}

run_test_project() {
    local name="$1" results="$2" limit code=0
    local trx="$results/$name.trx" log="$results/$name.log"
    limit="$(test_limit "$name")"
    # --kill-after: a test host that does not listen is ended, with the servers it started.
    watch "$name.Tests" "$log" timeout --kill-after=20 "$limit" dotnet test "$ARTIFACTS/bin/$name.Tests/release/SafetyHub.$name.Tests.dll" \
        --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal" --results-directory "$results" \
        --blame-hang-timeout "$((limit - 30))s" --blame-hang-dump-type none || code=$?
    # Only the name of the test that hung is wanted, not an image of the memory.
    find "$results" -name '*.dmp' -delete
    local passed=0 failed=0 skipped=0
    [[ ! -f "$trx" ]] || read -r passed failed skipped < <(count_results "$trx")
    explain_project "$name" "$code" "$limit" "$passed" "$failed" "$skipped" "$log" || failed=$((failed + 1))
    printf '%-24s %5d passed %4d failed %4d skipped %5ds\n' "$name.Tests" "$passed" "$failed" "$skipped" "$WATCH_SECONDS"
    TESTS_PASSED=$((TESTS_PASSED + passed)) TESTS_FAILED=$((TESTS_FAILED + failed)) TESTS_SKIPPED=$((TESTS_SKIPPED + skipped))
}

# A project that ended badly without a failed test to show for it counts as one failure: silence is not success.
explain_project() {
    local name="$1" code="$2" limit="$3" passed="$4" failed="$5" skipped="$6" log="$7"
    ((failed == 0 && code == 0)) || tail -n 300 "$log"
    if ((code == 124 || code == 137)); then
        echo "$name.Tests: did not end within $limit s and was stopped"
        return 1
    fi
    if ((code != 0 && failed == 0)); then
        echo "$name.Tests: the test host ended badly, or not one test ran (exit code $code)"
        return 1
    fi
    if ((passed + failed + skipped == 0)); then
        echo "$name.Tests: not one test ran"
        return 1
    fi
}

# passed failed skipped, counted result by result: the counters in the file do not count skipped tests.
count_results() {
    awk '/<UnitTestResult /{
            if (/ outcome="Passed"/) p++; else if (/ outcome="NotExecuted"/) s++; else f++
         } END { print p + 0, f + 0, s + 0 }' "$1"
}

# name: reason
list_skipped() {
    awk '/<UnitTestResult / { name = ""; if (/ outcome="NotExecuted"/) { match($0, /testName="[^"]*"/); name = substr($0, RSTART + 10, RLENGTH - 11) } }
         name != "" && /<Message>/ { sub(/.*<Message>/, ""); sub(/<\/Message>.*/, ""); print "  " name ": " $0; name = "" }' "$@" |
        sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g'
}

report_tests() {
    local results="$1"
    if ((TESTS_SKIPPED > 0)); then
        echo "Skipped, with the reason:"
        list_skipped "$results"/*.trx
    fi
    ((TESTS_PASSED + TESTS_FAILED > 0)) || echo "Not one test ran."
    local code=0
    ((TESTS_FAILED == 0 && TESTS_PASSED > 0)) || { code=1; echo "Results and logs: $results"; }
    echo "$TESTS_PASSED passed, $TESTS_FAILED failed, $TESTS_SKIPPED skipped"
    exit "$code"
}
