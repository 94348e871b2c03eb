# Functions that count tests and try them again, for .ci/run and .ci/long, which source this file from the root of the checkout.
log=$(mktemp -d)
passed=0 failed=0 shaky=0

say() { printf '\n== %s (%dm%02d)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }
pass() { passed=$((passed + 1)); printf 'passed: %s\n' "$1"; }
fail() { failed=$((failed + 1)); printf 'FAILED: %s\n' "$1" | tee -a "$log/faults"; }
# Keeps the lines of a log about its failure for the end: some records keep the end alone.
why() { grep -aE -A"$2" "$3" "$1" | sed 's/\x1b\[[0-9;]*m//g' | cut -c1-400 | head -40 >>"$log/faults"; }
close() {
  [ ! -s "$log/faults" ] || { say "what failed"; cat "$log/faults"; }
  printf '%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" -eq 0 ]; exit
}

program() { echo "tests/$1/bin/Debug/net10.0/$1"; }
sum() { awk '{n+=$1} END {print n+0}'; }

# Counts the results of dotnet test or test programs in a file. A skipped test is a failure in CI, except those of .ci/optional (a name or prefix per line).
count_tests() {
  local file=$1 name
  passed=$((passed + $(grep -oE '(Passed|Failed)! +- +Failed: +[0-9]+, Passed: +[0-9]+' "$file" | sed -E 's/.*Passed: +//' | sum)))
  failed=$((failed + $(grep -oE '(Passed|Failed)! +- +Failed: +[0-9]+' "$file" | sed -E 's/.*Failed: +//' | sum)))
  # Total, errors, failed, skipped and not run of each program.
  passed=$((passed + $(sed -nE 's/.*Total: ([0-9]+), Errors: [0-9]+, Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4/p' "$file" | awk '{n+=$1-$2-$3-$4} END {print n+0}')))
  failed=$((failed + $(sed -nE 's/.*Total: [0-9]+, Errors: ([0-9]+), Failed: ([0-9]+),.*/\1 \2/p' "$file" | awk '{n+=$1+$2} END {print n+0}')))
  while read -r name; do
    if grep -vE '^(#|$)' .ci/optional | grep -qF -- "${name%%(*}" || grep -vE '^(#|$)' .ci/optional | awk -v n="$name" 'index(n, $0) == 1 {found = 1} END {exit !found}'; then echo "not run: $name"
    elif [ "${CI:-}" = true ]; then fail "skipped: $name"
    else echo "skipped: $name"; fi
  done < <(sed -nE 's/^ *Skipped ([^[]+[^[ ]) *\[.*/\1/p; s/^ *(Emergency\.[^[]+[^[ ]) *\[SKIP\].*/\1/p' "$file" | sort -u)
}

failures() { sed -nE 's/^ *Failed (Emergency\.[^[]+[^[ ]) *\[.*/\1/p; s/^ *(Emergency\.[^[]+[^[ ]) *\[FAIL\].*/\1/p' "$1"; }

# Runs a failed test once more, alone; for a theory over pages only the failed pages. A test that passes then counts and is named.
# More than three such tests in a run are no accident and fail it.
retry_shaky() {
  local file=$1 name project cases pages tried=0
  while read -r name; do
    project=$(grep -oE '^Emergency(\.[A-Za-z]+)+\.Tests' <<<"$name") || continue
    tried=$((tried + 1))
    [ "$tried" -le 6 ] || { echo "not tried again: $name"; continue; }
    cases=$(failures "$file" | sed -E 's/\(.*//' | grep -cFx -- "$name")
    pages=$(failures "$file" | grep -F -- "$name(name: " | sed -nE 's/.*\(name: "([^"]+)"\).*/\1/p' | sort -u | paste -sd,)
    # Only where pages failed: a server that a test starts refuses a setting it does not know.
    if env ${pages:+EMERGENCY_PAGES="$pages"} "$(program "$project")" -method "$name" >"$log/again" 2>&1 && grep -qE 'Total: [1-9]' "$log/again"; then
      passed=$((passed + cases)) failed=$((failed - cases)) shaky=$((shaky + 1))
      printf 'shaky: %s\n' "$name"
      grep -qF -- "$name" tests/shaky.md || echo "  not in tests/shaky.md yet: write it down there until its cause is mended"
    else why "$log/again" 12 '\[FAIL\]'; fi
  done < <(failures "$file" | sed -E 's/\(.*//' | sort -u)
  [ "$shaky" -le 3 ] || fail "$shaky tests failed and passed alone: more than three"
}

# Names the long classes of a lane, browser, engine or rest, each behind its program: those of slice k of n, and up to 24 others whose names contain a further word.
long_classes() {
  local lane=$1 k=$2 n=$3 project
  shift 3
  for project in tests/*.Tests; do
    project=${project#tests/}
    [ -x "$(program "$project")" ] || continue
    case $project in
      Emergency.Browser.Tests) [ "$lane" = browser ] ;;
      Emergency.Engine.Tests) [ "$lane" = engine ] ;;
      *) [ "$lane" = rest ] ;;
    esac || continue
    "$(program "$project")" -noColor -list classes -trait Suite=long | grep '^Emergency\.' | sed "s/^/$project /"
  done | sort | awk -v k="$k" -v n="$n" -v words="$*" '
    BEGIN { many = split(words, word, " ") }
    { take = NR % n == k % n; for (i = 1; i <= many && !take; i++) take = index($2, word[i]) && more++ < 24 }
    take'
}
# Runs them, one program after the other.
long_lane() {
  local project classes one chosen bad=0
  chosen=$(long_classes "$@")
  for project in $(cut -d' ' -f1 <<<"$chosen" | uniq); do
    classes=()
    for one in $(sed -n "s/^$project //p" <<<"$chosen"); do classes+=(-class "$one"); done
    echo "$project: $((${#classes[@]} / 2)) long classes"
    "$(program "$project")" -noColor -trait Suite=long "${classes[@]}" || bad=1
  done
  return "$bad"
}
tell_lane() {
  local title=$1 said=$2 begun ended
  grep -E 'long classes$|Total: |\[(FAIL|SKIP)\]' "$said"
  count_tests "$said"
  retry_shaky "$said"
  why "$said" 12 '\[FAIL\]'
  begun=$(grep -cE ': [0-9]+ long classes$' "$said") ended=$(grep -cE 'Total: [0-9]+, Errors: ' "$said")
  [ "$begun" -eq "$ended" ] || fail "$title: $((begun - ended)) of $begun programs did not end"
}

# Tests and browsers write many temporary files: in memory where there is room for them.
memory=
into_memory() {
  [ "$(df --output=avail -B1G /dev/shm 2>/dev/null | tail -1)" -ge 8 ] 2>/dev/null || return 0
  memory=$(mktemp -d -p /dev/shm)
  chmod 1777 "$memory"
  export TMPDIR=$memory
}
forget() { rm -rf "$log" ${memory:+"$memory"}; }
