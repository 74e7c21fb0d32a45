# shellcheck shell=bash
# --print: plain commands on standard output, for people who use their own tools. No cloud is asked.

PRINT=0

# Stands around the name of a variable that whoever runs a printed command has set.
readonly REFERENCE_MARK=$'\036'
# In variables, since bash 3.2 reads no such pattern inside [[ ]].
readonly REFERENCE_PATTERN="$REFERENCE_MARK([A-Z][A-Z0-9_]*)$REFERENCE_MARK"
readonly FLAG_PATTERN='^--[a-z0-9-]+='
# What no shell reads as more than text.
readonly PLAIN_PATTERN='^[A-Za-z0-9_./:,@%+=-]+$'

# reference NAME: what print_word prints as "$NAME".
reference() {
	printf '%s\n' "$REFERENCE_MARK$1$REFERENCE_MARK"
}

# print_quoted TEXT: in single quotes, unless it is plain.
print_quoted() {
	local rest=$1 quote="'" text=''
	if [[ $rest =~ $PLAIN_PATTERN ]]; then
		printf %s "$rest"
		return
	fi
	while [[ $rest == *"$quote"* ]]; do
		text+=${rest%%"$quote"*}$quote\\$quote$quote
		rest=${rest#*"$quote"}
	done
	printf %s "$quote$text$rest$quote"
}

# print_word WORD: as a shell reads it.
print_word() {
	local rest=$1 found name begun=0
	if [[ $rest =~ $FLAG_PATTERN ]]; then
		found=${BASH_REMATCH[0]}
		printf %s "$found"
		rest=${rest#"$found"}
	fi
	while [[ $rest =~ $REFERENCE_PATTERN ]]; do
		found=${BASH_REMATCH[0]}
		name=${BASH_REMATCH[1]}
		[[ $rest == "$found"* ]] || print_quoted "${rest%%"$found"*}"
		# shellcheck disable=SC2016 # the one who runs it has that variable
		printf '"$%s"' "$name"
		rest=${rest#*"$found"}
		begun=1
	done
	if ((!begun)) || [[ -n $rest ]]; then print_quoted "$rest"; fi
}

# print_words WORD...: each flag on a line of its own, without a line break at the end.
print_words() {
	local word
	print_word "$1"
	for word in "${@:2}"; do
		case $word in --*) printf ' \\\n  ' ;; *) printf ' ' ;; esac
		print_word "$word"
	done
}

print_command() {
	print_words "$@"
	printf '\n'
}

# print_comment LINE...
print_comment() {
	printf '%s\n' "$@" | printable | sed 's/^/# /'
}

# print_group LINE...: the comment above the commands of a group.
print_group() {
	printf '\n'
	print_comment "$@"
}

# print_outside_addresses: sets OUTSIDE to the addresses in ADDRESSES_FILE, or in aws-addresses.json. If that is missing,
# to variables, and says what to set them to.
print_outside_addresses() {
	local at name file=${ADDRESSES_FILE:-$FOLDER/aws-addresses.json} lines=()
	if [[ -n ${ADDRESSES_FILE-} || -f $file ]]; then
		read_outside_addresses "$file"
		print_group "AWS's outside addresses below come from $file."
		return
	fi
	for at in "${!TUNNELS[@]}"; do
		name=AWS_$(tr '[:lower:]' '[:upper:]' <<<"${TUNNELS[at]}")
		OUTSIDE[at]=$(reference "$name")
		lines+=("  $name: tunnel with the inside CIDR ${INSIDE_CIDRS[at]}, VPN connection ${TUNNELS[at]%?}")
	done
	print_group "aws-addresses.json does not exist yet. First set these variables to AWS's outside addresses:" "${lines[@]}"
}
