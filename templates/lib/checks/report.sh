# shellcheck shell=bash
# What the checks before a run have found. Only problems are printed, unless every check is asked for.

EVERY_CHECK=0
PROBLEMS=0
PROBLEM_TEXTS=()
UNCHECKED=0

# What `asked` read; where it could not, why, on one line.
ANSWER=''
REASON=''
readonly ANSWER_MARK='@answer@'

check_ok() {
	if ((EVERY_CHECK)); then printf 'ok           %s\n' "$*"; fi
}

# check_problem TEXT...: what is wrong, and what to do.
check_problem() {
	PROBLEMS=$((PROBLEMS + 1))
	PROBLEM_TEXTS+=("$*")
	if ((EVERY_CHECK)); then
		printf 'problem      %s\n' "$*"
	else
		say "problem: $*"
	fi
}

# not_checked WHAT WHY: neither right nor wrong is known.
not_checked() {
	UNCHECKED=$((UNCHECKED + 1))
	if ((EVERY_CHECK)); then printf 'not checked  %s: %s\n' "$1" "$2"; fi
}

# asked COMMAND...: sets $ANSWER; fails with $REASON. Warnings on standard error are no part of the answer.
asked() {
	local said found
	ANSWER=''
	REASON=''
	if said=$({ found=$("$@") && printf '%s%s\n' "$ANSWER_MARK" "$found"; } 2>&1 </dev/null); then
		# gcloud calls a list done of which it could read only a part.
		case ${said%%"$ANSWER_MARK"*} in
		*'requests did not succeed'* | *nreachable*) ;;
		*)
			ANSWER=${said#*"$ANSWER_MARK"}
			ANSWER=${ANSWER//$CONTROLS/}
			return 0
			;;
		esac
	fi
	said=$(tr '[:cntrl:]' ' ' <<<"$said" | tr -s ' ')
	said=${said# }
	REASON=${said:0:400}
	: "${REASON:=it gave no reason}"
	return 1
}

# is_installed COMMAND NAME
is_installed() {
	if (need_command "$1") 2>/dev/null; then return; fi
	check_problem "$2 is not installed (command $1). Install it, or add it to PATH"
	return 1
}

# conclude_checks: refuses where something is wrong.
conclude_checks() {
	case $PROBLEMS in
	0) return ;;
	1) refuse "1 problem was found before anything was changed. Fix it and run the same command again" ;;
	*) refuse "$PROBLEMS problems were found before anything was changed. Fix them and run the same command again" ;;
	esac
}
