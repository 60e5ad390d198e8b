#!/usr/bin/env bash
# One release of an overlay, in order: the schema's jobs, and only when all of them are complete the suite, and then each roll-out until it is done.
# It ends with 1 at the first thing that fails and applies nothing after it; docs/operations/deploy.md, "Roll out".
#
#   deploy/release.sh production          # or development; kubectl's current context says which cluster
#
# It makes no secret and asks for none. Set RELEASE_PAUSE (seconds between two looks at the jobs, default 5) or RELEASE_TIMEOUT (for each roll-out,
# default 30m: one pod at a time, 45 s each at the least) where the defaults do not fit.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
overlay="$here/overlays/${1:?which overlay? e.g. deploy/release.sh production}"
[[ -f "$overlay/release/kustomization.yaml" ]] || { echo "There is no overlay $1 in deploy/overlays." >&2; exit 2; }
namespace="$(sed -n 's/^namespace: *//p' "$overlay/release/kustomization.yaml")"
migration="app.kubernetes.io/component=migration"

# A job's name and its conditions that hold, a job a line. A job that is still at work has none.
job_states() {
  kubectl -n "$namespace" get job -l "$migration" -o \
    jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.conditions[?(@.status=="True")].type}{"\n"}{end}'
}

# Waits until every job is complete; fails at the first that has failed. It has no bound of its own: each job ends at its activeDeadlineSeconds.
await_jobs() {
  local states waiting name conditions
  while true; do
    states="$(job_states)"
    [[ -n "$states" ]] || { echo "There is no job to migrate the schema." >&2; return 1; }
    waiting=""
    while read -r name conditions; do
      case " $conditions " in
        *" Failed "*)
          echo "$name failed. Nothing has changed for people: the version before runs on. What it said:" >&2
          echo "  kubectl -n $namespace logs job/$name" >&2
          return 1 ;;
        *" Complete "*) ;;
        *) waiting="$waiting $name" ;;
      esac
    done <<<"$states"
    [[ -n "$waiting" ]] || return 0
    echo "Waiting for$waiting."
    sleep "${RELEASE_PAUSE:-5}"
  done
}

# A job is never changed, only made anew.
kubectl -n "$namespace" delete job -l "$migration" --ignore-not-found
kubectl apply -k "$overlay/migrate"
await_jobs
kubectl apply -k "$overlay"
for name in identity catalog enrollment sessions progress insights gateway; do
  kubectl -n "$namespace" rollout status "deployment/$name" --timeout="${RELEASE_TIMEOUT:-30m}" || {
    echo "$name did not roll out. Its replicas of before run on, and the way back is:" >&2
    echo "  kubectl -n $namespace rollout undo deployment/$name" >&2
    exit 1
  }
done
