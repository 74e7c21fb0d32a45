# shellcheck shell=bash
# The two secret stores. Keys stay in local variables, which no child process sees.

# Whatever the user has set: gcloud asks nothing, answers, and keeps nothing of what it sends in its logs.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CORE_USER_OUTPUT_ENABLED=true
unset CLOUDSDK_CORE_FORMAT CLOUDSDK_CORE_DEFAULT_FORMAT CLOUDSDK_CORE_SHOW_STRUCTURED_LOGS
export CLOUDSDK_CORE_DISABLE_FILE_LOGGING=true CLOUDSDK_CORE_LOG_HTTP=false CLOUDSDK_CORE_VERBOSITY=warning

in_gcp() {
	gcloud secrets "$@" --project "$KEY_PROJECT" --quiet
}

# look_in_aws NAME: absent, deleted (scheduled for deletion), empty (no current version), present, or pending (with
# another version that is pending).
look_in_aws() {
	local answer
	if answer=$(in_aws secretsmanager describe-secret --secret-id "$1" \
		--query "join(' ', [DeletedDate && 'deleted' || 'kept', not_null(VersionIdsToStages.*[], \`[]\`), 'end'][])" 2>&1); then
		# What stands last shows whether all of the answer is there.
		case ${answer##*$'\n'} in
		'deleted '*end) echo deleted ;;
		'kept '*AWSCURRENT*AWSPENDING*' end' | 'kept '*AWSPENDING*AWSCURRENT*' end') echo pending ;;
		'kept '*AWSCURRENT*' end') echo present ;;
		# AWS lets no secret with a version be without a current one.
		'kept end') echo empty ;;
		*) fail "cannot tell from AWS's answer what there is of secret $1: $answer" ;;
		esac
	elif [[ $answer == *ResourceNotFoundException* ]]; then
		echo absent
	else
		fail "cannot look for secret $1 on AWS: $answer"
	fi
}

# look_in_gcp ID: absent, empty (no enabled version), or the numbers of the enabled versions, newest first.
look_in_gcp() {
	local answer found mark='@versions@'
	# Warnings come first, on standard error; what is behind the mark is the answer.
	if answer=$({ found=$(in_gcp versions list "$1" --filter=state=ENABLED --format='value(name.basename())') &&
		printf '%s%s\n' "$mark" "$found"; } 2>&1); then
		answer=${answer#*"$mark"}
		answer=${answer//$'\r'/}
		[[ -z ${answer//[0-9$'\n']/} ]] || fail "cannot tell from Google Cloud's answer which versions secret $1 has: $answer"
		printf '%s\n' "${answer:-empty}" | sort -rn
	elif [[ $answer == *NOT_FOUND* ]]; then
		echo absent
	else
		fail "cannot look for secret $1 in project $KEY_PROJECT: $answer"
	fi
}

# read_gcp ID VERSION
read_gcp() {
	local key
	key=$(in_gcp versions access "$2" --secret="$1" && echo .) ||
		fail "cannot read version $2 of secret $1 in project $KEY_PROJECT"
	check_key "version $2 of secret $1 in project $KEY_PROJECT" "${key%.}"
	printf '%s' "${key%.}"
}

read_sops() {
	sops --decrypt --extract "[\"$1\"]" "$SEED_FILE"
}

# 48 letters and digits, of which the first is a letter: 285 bits, and both clouds accept it.
new_key() {
	local text
	text=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9') || fail "cannot read /dev/urandom"
	text=${text#"${text%%[!0-9]*}"}
	printf '%s' "${text:0:48}"
}

# put_aws NAME STATE [STAGE]: the key comes on standard input.
put_aws() {
	if [[ $2 == absent ]]; then
		in_aws secretsmanager create-secret --name "$1" --secret-string file:///dev/stdin \
			${CREATE_ON_AWS[@]+"${CREATE_ON_AWS[@]}"} >/dev/null
	else
		in_aws secretsmanager put-secret-value --secret-id "$1" --secret-string file:///dev/stdin \
			--version-stages "${3:-AWSCURRENT}" >/dev/null
	fi || fail "cannot store the key in secret $1 on AWS"
}

# put_gcp ID STATE: the key comes on standard input. Sets $added to the number of the new version.
put_gcp() {
	if [[ $2 == absent ]]; then
		in_gcp create "$1" "${CREATE_ON_GCP[@]}" </dev/null || fail "cannot create secret $1 in project $KEY_PROJECT"
	fi
	added=$(in_gcp versions add "$1" --data-file=- --format='value(name.basename())') ||
		fail "cannot store the key in secret $1 in project $KEY_PROJECT"
	[[ $added =~ ^[0-9]+$ ]] || fail "Google Cloud did not say which version of secret $1 it stored"
}
