# shellcheck shell=bash
# What every script starts with: nothing of the caller's shell reaches it, then the words that it speaks with, then the
# values of this VPN.

# Settings of the caller's shell reach neither this script nor what it starts: nocasematch would take two keys for one,
# and CDPATH, GREP_OPTIONS and their like change what commands print.
shopt -u nocasematch nullglob failglob nocaseglob extdebug xpg_echo
export -n SHELLOPTS BASHOPTS
unset -v BASH_ENV ENV BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT AWS_CLI_FILE_ENCODING
export LC_ALL=C

# Only the tools themselves may be the caller's functions.
while read -r _ _ name; do
	[[ -z $name || ' aws gcloud terraform sops age ' == *" $name "* ]] || unset -f "$name"
done <<<"$(declare -F)"

readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_REFUSED=3

# This command as it was typed, which goes on from where it stopped; for a script that another one runs, that one's.
COMMAND_LINE=$(printf ' %q' "$0" "$@")
COMMAND_LINE=${VPN_NEXT:-${COMMAND_LINE# }}
# The command that is printed last if this one stops, and when to run it.
NEXT=$COMMAND_LINE
NEXT_WHEN='then'

# What a terminal would obey instead of showing it. Texts of a cloud can be anyone's.
readonly CONTROLS=$'[\002-\010\013-\037]'

# printable: what it reads, without such characters.
printable() {
	tr -d '\000-\010\013-\037\177'
}

# Progress goes to standard error, with the time since the script started.
say() {
	local text=$*
	printf '[%d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "${text//$CONTROLS/}" >&2
}

# quoted TEXT: as one word of a command that is printed.
quoted() {
	printf '%q\n' "$1"
}

fail() {
	say "failed: $*"
	say "fix the cause, then run: $NEXT"
	exit "$EXIT_FAILED"
}

# Something is not as this script expects it, so nothing (more) was changed.
refuse() {
	say "refused: $*"
	say "$NEXT_WHEN run: $NEXT"
	exit "$EXIT_REFUSED"
}

# interrupted STATUS: by Ctrl-C, or by what ends a job. Where another script runs this one, that one says how to go on.
interrupted() {
	trap - INT TERM
	[[ -n ${VPN_NEXT-} ]] || say "interrupted; to go on, run: $NEXT"
	exit "$1"
}

trap 'interrupted 130' INT
trap 'interrupted 143' TERM

misused() {
	printf '%s: %s (see --help)\n' "${0##*/}" "$*" >&2
	exit "$EXIT_USAGE"
}

# is_number TEXT: whether arithmetic may read it, which executes what is in a text that is not a number.
is_number() {
	local decimal='^(0|[1-9][0-9]{0,17})$'
	[[ $1 =~ $decimal ]]
}

need_command() {
	command -v "$1" >/dev/null || fail "the command $1 is not installed"
}

explain_statuses() {
	cat <<'END'
Exit status:
  0  done, or nothing to do
  1  a command failed; run again once its cause is gone
  2  wrong usage
  3  refused: something is not as expected, and the message says what
END
}

# The whole path, which is handed to other scripts and commands.
FOLDER=$(cd -- "$FOLDER" >/dev/null && printf '%s\n.' "$PWD") || fail "cannot enter the folder of this script, $FOLDER"
FOLDER=${FOLDER%$'\n.'}
# A line break at the end would be lost on the way to another command.
[[ $FOLDER != *$'\n' ]] || refuse "the name of this folder ends with a line break: rename it"

# load NAME...: parts of lib/.
load() {
	local part
	for part in "$@"; do
		[[ -f $FOLDER/lib/$part.sh ]] || refuse "$FOLDER/lib/$part.sh is missing: build again, or copy the whole folder"
		# shellcheck source=/dev/null
		. "$FOLDER/lib/$part.sh"
	done
}

load facts
# shellcheck source=/dev/null
. "$FOLDER/settings.sh"
