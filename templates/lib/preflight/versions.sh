# shellcheck shell=bash
# The commands that a run needs, and their versions. AWS_CLI_VERSIONS (of 1.x and of 2.x), GCLOUD_VERSION,
# TERRAFORM_VERSION and CIPHER_TRACK come from settings.sh.

# at_least VERSION FLOOR
at_least() {
	local IFS=. at have want=()
	read -r -a have <<<"$1"
	read -r -a want <<<"$2"
	for at in "${!want[@]}"; do
		if ((10#${have[at]:-0} != 10#${want[at]})); then
			((10#${have[at]:-0} > 10#${want[at]}))
			return
		fi
	done
}

# check_version NAME VERSION FLOOR
check_version() {
	local digits='^[0-9]{1,9}(\.[0-9]{1,9})*$'
	if [[ ! $2 =~ $digits ]]; then
		not_checked "version of $1" "it does not say which version it is"
	elif at_least "$2" "$3"; then
		check_ok "$1 $2"
	else
		check_problem "$1 $2 is too old: version $3 or later is needed. Update it"
	fi
}

# can_start NAME COMMAND...: leaves in ANSWER what the command says about its version.
can_start() {
	is_installed "$2" "$1" || return
	asked "${@:2}" && return
	check_problem "$1 does not start. Repair the installation: $REASON"
	return 1
}

check_bash() {
	check_version bash "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" 3.2
}

# check_folder: whether the scripts can write the files that they hand to each other. FOLDER is the artifacts'.
check_folder() {
	local each
	for each in "$FOLDER" "$FOLDER/gcp/terraform"; do
		[[ ! -d $each || -w $each ]] ||
			check_problem "cannot write to the folder $each, where the scripts keep addresses and versions of keys. Make it writable"
	done
}

check_aws_cli() {
	local version
	can_start "the aws CLI" aws --version || return
	version=${ANSWER#aws-cli/}
	version=${version%%[[:space:]]*}
	case $version in
	1.*) check_version "the aws CLI" "$version" "${AWS_CLI_VERSIONS[0]}" ;;
	*) check_version "the aws CLI" "$version" "${AWS_CLI_VERSIONS[1]}" ;;
	esac
}

# check_gcloud_version TOOL: the release track is needed where gcloud makes the tunnels.
check_gcloud_version() {
	local version name rest track=''
	can_start gcloud gcloud version || return
	while IFS= read -r rest; do
		name=${rest% *}
		case $name in
		'Google Cloud SDK') version=${rest##* } ;;
		"$CIPHER_TRACK") track=$name ;;
		esac
	done <<<"$ANSWER"
	if [[ $1 != gcloud ]]; then
		check_ok "gcloud ${version:-}"
		return
	fi
	check_version gcloud "${version:-}" "$GCLOUD_VERSION"
	if [[ -n $track ]]; then
		check_ok "gcloud has the component $CIPHER_TRACK, which makes tunnels"
	else
		check_problem "gcloud has no $CIPHER_TRACK commands, which make tunnels. Run: gcloud components install $CIPHER_TRACK"
	fi
}

check_terraform_version() {
	local version
	is_installed terraform Terraform || return
	can_start Terraform env CHECKPOINT_DISABLE=1 terraform version || return
	version=${ANSWER#*Terraform v}
	check_version Terraform "${version%%[!0-9.]*}" "$TERRAFORM_VERSION"
}
