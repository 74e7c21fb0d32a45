# shellcheck shell=bash
# Whether the tool that was chosen is the one that made Google Cloud's side. The other one would do half of the work.

# Addresses in Terraform's state; read once.
STATE=''
STATE_READ=0

# in_terraform_state: whether it has a Google Cloud resource of this VPN.
in_terraform_state() {
	if ((!STATE_READ)); then
		if ! STATE=$(in_terraform state list 2>&1); then
			[[ $STATE == *'No state file'* ]] || fail "terraform cannot read its state: $STATE"
			STATE=''
		fi
		STATE_READ=1
	fi
	[[ $'\n'$STATE == *$'\n'"${MODULE}google_compute_"* ]]
}

# check_made_by_tool KIND NAME: refuses if that resource exists, and another tool has made it.
check_made_by_tool() {
	if [[ $TOOL == terraform ]]; then
		# A dry run does not initialise the root, and without that nobody knows the state.
		if [[ ! -d $TERRAFORM_ROOT/.terraform ]]; then
			if ((DRY_RUN)); then return; fi
			init_terraform
		fi
		if in_terraform_state || ! look_up "$1" "$2"; then return; fi
		refuse "$2 ($1) exists, and terraform's state in $TERRAFORM_ROOT does not know it, so nothing was changed." \
			"If gcloud.sh made it, add --gcp gcloud. If the state is lost, terraform import brings it back"
	fi
	if [[ ! -d $FOLDER/gcp/terraform/.terraform ]] || ! command -v terraform >/dev/null; then return; fi
	TERRAFORM_ROOT=$FOLDER/gcp/terraform
	if in_terraform_state; then
		refuse "terraform's state in $TERRAFORM_ROOT has this VPN, so nothing was changed. Add --gcp terraform"
	fi
}
