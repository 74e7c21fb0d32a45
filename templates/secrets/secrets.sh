# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: secrets.sh create|check [OPTION…]

create sees to it that each tunnel has one pre-shared key, the same in AWS Secrets Manager and in Google
Cloud's Secret Manager. A key that is in one store already is copied to the other; nothing that exists is
changed. check only compares the two stores, and refuses what is missing or differs.

Where neither store has a key, it is made here, or comes from the sops file, or is refused as missing:
whichever preSharedKeys.source says. Keys are never printed, and go to the CLIs by standard input.

  --sops-file FILE    the sops file, where it is not the one that was declared
  --dry-run           say what would be created, and create nothing
  --help              print this

END
	explain_statuses
}

# Whatever the user has set: gcloud asks nothing, answers, and keeps nothing of what it sends in its logs.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CORE_USER_OUTPUT_ENABLED=true
export CLOUDSDK_CORE_DISABLE_FILE_LOGGING=true CLOUDSDK_CORE_LOG_HTTP=false CLOUDSDK_CORE_VERBOSITY=warning

command=''
dry_run=0
seed_file=''

in_gcp() {
	gcloud secrets "$@" --project "$KEY_PROJECT" --quiet
}

# look_in_aws NAME: absent, empty (no current version), or present.
look_in_aws() {
	local answer
	if answer=$(in_aws secretsmanager describe-secret --secret-id "$1" --query 'VersionIdsToStages.*[]' 2>&1); then
		if [[ $answer == *AWSCURRENT* ]]; then echo present; else echo empty; fi
	elif [[ $answer == *ResourceNotFoundException* ]]; then
		echo absent
	else
		fail "cannot look for secret $1 on AWS: $answer"
	fi
}

# look_in_gcp ID: absent, empty (no enabled version), or the number of the newest enabled version.
look_in_gcp() {
	local answer
	if answer=$(in_gcp versions list "$1" --filter=state=ENABLED --limit=1 --format='value(name.basename())' 2>&1); then
		answer=${answer##*$'\n'}
		if [[ $answer =~ ^[0-9]+$ ]]; then echo "$answer"; else echo empty; fi
	elif [[ $answer == *NOT_FOUND* ]]; then
		echo absent
	else
		fail "cannot look for secret $1 in project $KEY_PROJECT: $answer"
	fi
}

# JSON, so that a line break in the key shows.
read_aws() {
	aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --region "$REGION" --output json |
		tr -d '"\n'
}

# read_gcp ID VERSION
read_gcp() {
	in_gcp versions access "$2" --secret="$1" && echo .
}

read_sops() {
	sops --decrypt --extract "[\"$1\"]" "$seed_file"
}

# 48 letters and digits, of which the first is a letter: 285 bits, and both clouds accept it.
new_key() {
	local text
	text=$(head -c 1024 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9') || fail "cannot read /dev/urandom"
	text=${text#"${text%%[!0-9]*}"}
	printf '%s' "${text:0:48}"
}

check_key() {
	[[ $2 =~ $KEY_PATTERN ]] || refuse "the key in $1 is not one that AWS accepts ($KEY_PATTERN)"
}

# put_aws NAME STATE: the key comes on standard input.
put_aws() {
	if [[ $2 == absent ]]; then
		in_aws secretsmanager create-secret --name "$1" --secret-string file:///dev/stdin \
			${CREATE_ON_AWS[@]+"${CREATE_ON_AWS[@]}"} >/dev/null
	else
		in_aws secretsmanager put-secret-value --secret-id "$1" --secret-string file:///dev/stdin >/dev/null
	fi || fail "cannot store the key in secret $1 on AWS"
}

# put_gcp ID STATE: the key comes on standard input.
put_gcp() {
	if [[ $2 == absent ]]; then
		in_gcp create "$1" "${CREATE_ON_GCP[@]}" </dev/null || fail "cannot create secret $1 in project $KEY_PROJECT"
	fi
	in_gcp versions add "$1" --data-file=- || fail "cannot store the key in secret $1 in project $KEY_PROJECT"
}

# ensure_key AT: for one tunnel. Keys stay in local variables, which no child process sees.
ensure_key() {
	local tunnel=${TUNNELS[$1]} on_aws=${AWS_SECRETS[$1]} on_gcp=${GCP_SECRETS[$1]}
	local aws_state gcp_state aws_key='' gcp_key='' key=''
	aws_state=$(look_in_aws "$on_aws") || exit
	gcp_state=$(look_in_gcp "$on_gcp") || exit
	if [[ $aws_state == present ]]; then
		aws_key=$(read_aws "$on_aws") || fail "cannot read secret $on_aws on AWS"
		check_key "secret $on_aws on AWS" "$aws_key"
	fi
	if [[ $gcp_state =~ ^[0-9]+$ ]]; then
		gcp_key=$(read_gcp "$on_gcp" "$gcp_state") || fail "cannot read secret $on_gcp in project $KEY_PROJECT"
		gcp_key=${gcp_key%.}
		check_key "secret $on_gcp in project $KEY_PROJECT" "$gcp_key"
	fi
	if [[ $SOURCE == sops ]]; then
		key=$(read_sops "$tunnel") || fail "cannot read $tunnel from $seed_file"
		check_key "$tunnel of $seed_file" "$key"
	fi
	check_equal
	if [[ -n $aws_key && -n $gcp_key ]]; then
		say "$tunnel: both stores have its key (version $gcp_state on Google Cloud)"
	elif [[ $SOURCE == existing || $command == check ]]; then
		refuse "$tunnel: its key should be in both stores, but secret $on_aws on AWS is $aws_state and $on_gcp" \
			"in project $KEY_PROJECT is ${gcp_state/#[0-9]*/present}"
	else
		fill_stores
	fi
}

# The rest of ensure_key, on its variables.
check_equal() {
	if [[ -n $aws_key && -n $gcp_key && $aws_key != "$gcp_key" ]]; then
		refuse "$tunnel: secret $on_aws on AWS and secret $on_gcp in project $KEY_PROJECT hold different keys"
	fi
	if [[ -n $key && ${aws_key:-$key} != "$key" || -n $key && ${gcp_key:-$key} != "$key" ]]; then
		refuse "$tunnel: the stores hold another key than $seed_file; a running tunnel's key is not replaced here"
	fi
}

fill_stores() {
	if ((dry_run)); then
		[[ -n $aws_key ]] || say "$tunnel: would store its key in secret $on_aws on AWS ($aws_state now)"
		[[ -n $gcp_key ]] || say "$tunnel: would store its key in secret $on_gcp in project $KEY_PROJECT ($gcp_state now)"
		return
	fi
	key=${aws_key:-${gcp_key:-$key}}
	if [[ -z $key ]]; then
		key=$(new_key) || exit
		check_key "this script" "$key"
	fi
	if [[ -z $aws_key ]]; then printf '%s' "$key" | put_aws "$on_aws" "$aws_state"; fi
	if [[ -z $gcp_key ]]; then printf '%s' "$key" | put_gcp "$on_gcp" "$gcp_state"; fi
	say "$tunnel: stored its key where it was missing"
}

check_tools() {
	check_account
	need_command gcloud
	[[ $(aws configure get cli_history 2>/dev/null || true) != enabled ]] ||
		refuse "the aws CLI keeps a history of requests, keys included: set cli_history to disabled"
	if [[ $SOURCE == sops ]]; then
		need_command sops
		if [[ -z $seed_file ]]; then
			seed_file=$SOPS_FILE
			[[ $SOPS_FILE == /* ]] || seed_file=$(dirname "$0")/$SOPS_FILE
		fi
		[[ -f $seed_file ]] || misused "there is no $seed_file; --sops-file says where it is"
	fi
}

main() {
	local at
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) dry_run=1 ;;
		--sops-file)
			seed_file=${2-}
			[[ -n $seed_file ]] || misused "--sops-file takes a file"
			shift
			;;
		create | check) command=$1 ;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	[[ -n $command ]] || misused "say what to do: create or check"
	check_tools
	for at in "${!TUNNELS[@]}"; do ensure_key "$at"; done
	((dry_run)) || say "done: each tunnel's key is the same in both stores"
}

main "$@"
