#!/usr/bin/env bash
# Runs backoffgen -check and prints what it says as GitHub's workflow commands, which show it on the diff. It ends as
# backoffgen does. From the environment: BACKOFFGEN is the command, PACKAGES are the packages, SARIF is a file for the same as
# a SARIF log, and FOLDER is the working directory as seen from the repository's root.
set -uo pipefail
read -ra command <<<"${BACKOFFGEN:-go tool backoffgen}"
read -ra packages <<<"${PACKAGES:-./...}"
prefix=
[ "${FOLDER:-.}" = . ] || prefix=${FOLDER%/}/

if [ -n "${SARIF:-}" ]; then
	"${command[@]}" -check -sarif "${packages[@]}" >"$SARIF" 2>/dev/null
fi

# What is wrong is on standard error, what is not up to date on standard output.
said=$(mktemp)
trap 'rm -f "$said"' EXIT
"${command[@]}" -check "${packages[@]}" 2>"$said" | sed -E \
	-e 's/%/%25/g' \
	-e "s|^(.*): (missing\|stale\|superfluous)\$|::error file=$prefix\1::\2: run go generate|"
code=${PIPESTATUS[0]}
sed -E \
	-e 's/%/%25/g' \
	-e "s|^([^:]+):([0-9]+):([0-9]+): warning: (.*)\$|::warning file=$prefix\1,line=\2,col=\3::\4|" \
	-e "s|^([^:]+):([0-9]+):([0-9]+): (.*)\$|::error file=$prefix\1,line=\2,col=\3::\4|" \
	-e 's|^backoffgen: (.*)$|::error::\1|' \
	-e "s|^([^: ]+): warning: (.*)\$|::warning file=$prefix\1::\2|" \
	-e "s|^([^: ]+): (.*)\$|::error file=$prefix\1::\2|" "$said"
exit "$code"
