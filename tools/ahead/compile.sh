#!/usr/bin/env bash
# Compiles packages' assemblies ahead of time: compile.sh COMPILER FRAMEWORKS VERSION LIST LOCK, where each line of the list is an assembly, a bar, and where its
# compiled form goes. What is there already is left alone; what the compiler passes over is taken as it is. Where it breaks off, the next build asks it again.
set -euo pipefail
compiler="$1" frameworks="$2" version="$3" list="$4" lock="$5"
folder="$(dirname "$list")/ahead"
[ -x "$compiler" ] || { echo "No compiler at $compiler: packages are compiled as they run."; exit 0; }

# Projects are built beside each other, and have most packages in common.
exec 9>"$lock"
flock 9
rm -rf "$folder"
mkdir -p "$folder"
trap 'rm -rf "$folder"' EXIT
{
  while IFS='|' read -r assembly ahead; do
    echo "-r:$assembly"
    if [ ! -f "$ahead" ]; then
      ln -sf "$assembly" "$folder/"
      echo "$folder/$(basename "$assembly")"
    fi
  done <"$list"
  printf '%s\n' "-r:$frameworks/Microsoft.NETCore.App/$version/*.dll" "-r:$frameworks/Microsoft.AspNetCore.App/$version/*.dll" \
    --targetos:linux -O --single-file-compilation --out-near-input
} >"$folder/arguments.rsp"
status=0
"$compiler" "@$folder/arguments.rsp" 9>&- || status=$?
[ "$status" -eq 0 ] || echo "The compiler ended with exit code $status: what is missing is compiled as it runs."
while IFS='|' read -r assembly ahead; do
  [ ! -f "$ahead" ] || continue
  compiled="$folder/$(basename "$assembly" .dll).ni.dll"
  if [ ! -s "$compiled" ]; then
    [ "$status" -eq 0 ] || continue
    compiled="$assembly"
  fi
  mkdir -p "$(dirname "$ahead")"
  cp "$compiled" "$ahead.new"
  mv "$ahead.new" "$ahead"
done <"$list"
