# shellcheck shell=bash
# What must be there before anything is changed. Everything is asked first, and all problems are said at once.

preflight() {
	check_tools
	if covers aws; then preflight_aws; fi
	if covers gcp; then preflight_google; fi
	conclude_checks
	# Before any key is made: what Terraform needs comes from the network.
	if covers gcp && [[ $TOOL == terraform ]] && ((!DRY_RUN && !EVERY_CHECK)); then init_terraform; fi
}

# preflight_only: every check, and nothing else.
preflight_only() {
	preflight
	case $UNCHECKED in
	0) say "done: no problem was found, and nothing was changed" ;;
	*) say "done: no problem was found, and nothing was changed; $UNCHECKED checks could not be made" ;;
	esac
}

# A run with one side alone needs that side's commands.
check_tools() {
	check_bash
	check_folder
	if covers gcp && [[ $TOOL == terraform ]]; then
		find_root
		check_terraform_version || true
	fi
	if [[ $SIDE == both && $SOURCE == sops ]]; then is_installed sops sops || true; fi
}

preflight_aws() {
	local whose=$ACCOUNT name=$STACK says=$STACK_DESCRIPTION file=$TEMPLATE connections=0 customers=0
	check_aws_cli || return 0
	if [[ -n $OTHER_ACCOUNT ]]; then
		for_owner "$OTHER_ACCOUNT"
		whose=$OTHER_ACCOUNT
		name=$ACCOUNT_STACK
		says=$(account_description)
		file=aws/vpc-$OTHER_ACCOUNT.yaml
	fi
	check_aws_access "$whose" "${OTHER_ACCOUNT:+and not for $OTHER_ACCOUNT}" || return 0
	((EVERY_CHECK)) || say "AWS: account ${IDENTITY%%$'\t'*}, $REGION, as ${IDENTITY#*$'\t'}"
	if [[ -z $OTHER_ACCOUNT ]]; then check_deleted_secrets; fi
	if [[ -z $file ]]; then return; fi
	read_own_stack "$name" "$says" || return 0
	# A template that was deployed already creates nothing.
	if stack_unchanged "$name" "$file"; then
		((EVERY_CHECK)) || return 0
	elif [[ -n $STACK_STATUS && $STACK_STATUS != REVIEW_IN_PROGRESS && $STACK_STATUS != ROLLBACK_COMPLETE ]]; then
		not_checked "what the update of stack $name would change" \
			"a deployment creates a change set, shows it, and refuses what would interrupt the VPN, before its first change"
	fi
	if [[ -z $OTHER_ACCOUNT ]]; then name_old_secrets; fi
	read_stack_resources "$name" || return 0
	if [[ -z $OTHER_ACCOUNT ]] && read_connections; then
		connections=1
		if read_customers; then customers=1; fi
		# Whatever else would be in the way is then this VPN's own.
		check_twins || return 0
	fi
	check_vpcs
	check_tables
	check_groups
	check_subnets
	if [[ -n $OTHER_ACCOUNT ]]; then
		if [[ -n $TRANSIT_GATEWAY ]]; then
			check_transit_gateway "$TRANSIT_GATEWAY"
			check_attachments "$TRANSIT_GATEWAY"
		fi
	else
		# What else is wrong with the other gateway does not matter.
		if check_running_gateway; then check_aws_gateway; fi
		((!connections)) || check_inside_on_aws
		((!customers)) || check_customer_gateways
		check_log_group
	fi
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS | ROLLBACK_COMPLETE)
		check_aws_permissions
		[[ -n $OTHER_ACCOUNT ]] || check_aws_quotas
		;;
	esac
}

preflight_google() {
	check_gcloud_version "$TOOL" || return 0
	if [[ $TOOL == terraform ]]; then check_default_credentials; fi
	check_google_access || return 0
	((EVERY_CHECK)) || say "Google Cloud: project $GCP_PROJECT, $GCP_REGION, with $TOOL"
	check_routers
	check_peer_policy
	# The rest is about what is made only once.
	if ((!EVERY_CHECK)) && [[ -f $FOLDER/gcp-addresses.json ]]; then return; fi
	check_google_apis
	check_network
	if tunnels_exist; then
		check_ok "quotas of project $GCP_PROJECT: the tunnels exist already"
	else
		check_google_quotas
	fi
	check_google_permissions
	if ((EVERY_CHECK)); then check_what_exists; fi
}

# check_what_exists: of what exists, what the steps on Google Cloud would refuse. A deployment looks at it after the checks.
check_what_exists() {
	local said status=0
	if [[ $TOOL == terraform ]]; then
		not_checked "what Terraform would change" \
			"a deployment makes a plan, shows it, and refuses what would interrupt the VPN, before its first change"
		return
	fi
	said=$(VPN_NEXT=$COMMAND_LINE VPN_ROLL_FLAGS=$(roll_flags) "$FOLDER/gcp/gcloud.sh" check 2>&1) || status=$?
	case $status in
	0) check_ok "gcp/gcloud.sh check: nothing that exists would be refused" ;;
	"$EXIT_REFUSED") report_refusals "$said" ;;
	*) not_checked "gcp/gcloud.sh check" "$(tr -s '[:cntrl:] ' ' ' <<<"$said")" ;;
	esac
}

# report_refusals OUTPUT: of gcloud.sh, a line for each block: what it names, its indented rows, and the first command.
report_refusals() {
	local line name='' rows='' way=${1##* run: } before=$PROBLEMS told=0
	while IFS= read -r line; do
		case $line in
		'    field '*) ;;
		' '*) rows+=" $(tr -s ' ' <<<"${line#"${line%%[! ]*}"}");" ;;
		*)
			if [[ -z $rows ]]; then
				:
			elif is_told "${name%[:.]}"; then
				told=1
			else
				check_problem "$name${rows%;}. First run: $way"
			fi
			rows=''
			name=$line
			case $name in *:) ;; *) name+=. ;; esac
			;;
		esac
	done <<<"$1"
	((PROBLEMS > before || told)) || check_problem "${1##*refused: }"
}

# is_told WHAT: whether a problem has been reported that begins with it.
is_told() {
	local text
	for text in ${PROBLEM_TEXTS[@]+"${PROBLEM_TEXTS[@]}"}; do
		[[ $text != "$1 "* ]] || return 0
	done
	return 1
}

check_google_apis() {
	local apis=(compute.googleapis.com)
	if [[ $TOOL == terraform && -n $IMPERSONATE ]]; then apis+=(iamcredentials.googleapis.com); fi
	if [[ $KEY_PROJECT == "$GCP_PROJECT" ]]; then
		check_apis "$GCP_PROJECT" "${apis[@]}" secretmanager.googleapis.com
	else
		check_apis "$GCP_PROJECT" "${apis[@]}"
		check_apis "$KEY_PROJECT" secretmanager.googleapis.com
	fi
}

# A team with one cloud's credentials cannot compare the keys; it can see that they are there.
check_keys_on_aws() {
	local at stages missing=()
	for at in "${!TUNNELS[@]}"; do
		stages=$(in_aws secretsmanager describe-secret --secret-id "${AWS_SECRETS[at]}" --query 'VersionIdsToStages.*[]' 2>&1) ||
			[[ $stages == *ResourceNotFoundException* ]] || fail "cannot look for secret ${AWS_SECRETS[at]}: $stages"
		[[ $stages == *AWSCURRENT* ]] || missing+=("${AWS_SECRETS[at]}")
	done
	keys_missing "AWS Secrets Manager" ${missing[@]+"${missing[@]}"}
}

check_keys_on_google() {
	local at said missing=()
	for at in "${!TUNNELS[@]}"; do
		said=$(gcloud secrets versions list "${GCP_SECRETS[at]}" --project="$KEY_PROJECT" --filter=state=ENABLED --limit=1 \
			--format='value(name.basename())' 2>&1) ||
			[[ $said == *NOT_FOUND* ]] || fail "cannot look for secret ${GCP_SECRETS[at]}: $said"
		[[ ${said##*$'\n'} =~ ^[0-9]+$ ]] || missing+=("${GCP_SECRETS[at]}")
	done
	keys_missing "Secret Manager of project $KEY_PROJECT" ${missing[@]+"${missing[@]}"}
}

# keys_missing STORE SECRET...: the ways to a key are for whoever runs this, and for the team with the other credentials.
keys_missing() {
	local quoted
	if (($# == 1)); then return; fi
	[[ $SOURCE != existing ]] || refuse "$1 has no key in ${*:2}. preSharedKeys.source is existing: whoever keeps the keys puts them there"
	quoted=$(printf %q "$FOLDER")
	say "refused: $1 has no key in ${*:2}. Either somebody with the credentials of both clouds runs"
	printf '%s\n' "./secrets.sh create" >&2
	say "or the other team hands its keys over: make a key pair, and tell that team the public key, age1..."
	printf '%s\n' "age-keygen -o key.txt" >&2
	say "that team encrypts its keys, which are made where they are missing, with that public key"
	printf '%s\n' "./secrets.sh export --side $(other_side) --recipient age1PUBLIC-KEY keys.age" >&2
	say "put its keys.age into $FOLDER, and key.txt beside it; then, to store them on this side"
	printf '%s\n' "cd $quoted && ./secrets.sh import --side $SIDE --identity key.txt keys.age" >&2
	say "then run: $NEXT"
	exit "$EXIT_REFUSED"
}

other_side() {
	if covers aws; then echo gcp; else echo aws; fi
}
