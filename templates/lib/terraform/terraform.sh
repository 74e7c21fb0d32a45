# shellcheck shell=bash
# Terraform. TERRAFORM_FORM comes from settings.sh, LEFTOVERS from files.sh; FOLDER is the artifacts'.

# Its log can hold keys; TF_CLI_ARGS changes what its commands print and do; and the variables of the VPN come from files.
unset TF_VAR_aws_outside_addresses TF_VAR_psk_versions
for variable in ${!TF_LOG@} ${!TF_CLI_ARGS@}; do unset "$variable"; done
unset variable
export TF_IN_AUTOMATION=1 TF_INPUT=0

TERRAFORM_ROOT=''
# Where the VPN's resources are in the root: `module.vpn.`, or nothing.
MODULE=''

# terraform_flag FLAG VALUE
terraform_flag() {
	case $1 in
	--terraform-root)
		[[ -d $2 ]] || misused "--terraform-root takes a folder"
		TERRAFORM_ROOT=$2
		;;
	*)
		[[ $2 =~ ^[A-Za-z_][A-Za-z0-9_-]*$ ]] || misused "--module takes the name of a module block"
		MODULE=module.$2.
		;;
	esac
}

find_root() {
	if [[ $TERRAFORM_FORM == root ]]; then
		[[ -z $TERRAFORM_ROOT$MODULE ]] || misused "gcp/terraform is a root of its own: leave out --terraform-root and --module"
		TERRAFORM_ROOT=$FOLDER/gcp/terraform
	else
		[[ -n $TERRAFORM_ROOT ]] || misused "gcp/terraform is a module: --terraform-root says which root calls it"
		: "${MODULE:=module.vpn.}"
	fi
	lock_terraform
}

# What lets tunnels be destroyed goes, where a killed destroy.sh has left it.
lock_terraform() {
	rm -f -- "$FOLDER/gcp/terraform/destroy_override.tf"
}

in_terraform() {
	terraform -chdir="$TERRAFORM_ROOT" "$@"
}

# Flags of the variables that a root finds in files beside it.
VARIABLES=()

# module_variables FILE...: sets $VARIABLES to those that are there. A module has no folder where Terraform would find
# them by itself.
module_variables() {
	local file
	VARIABLES=()
	if [[ $TERRAFORM_FORM != module ]]; then return; fi
	for file in "$@"; do
		[[ ! -f $FOLDER/$file.json ]] || VARIABLES+=("-var-file=$FOLDER/$file.json")
	done
}

# Once in a run.
INITIALISED=0

init_terraform() {
	if ((INITIALISED)); then return; fi
	INITIALISED=1
	in_terraform init -input=false -no-color >&2 || fail "terraform could not initialise $TERRAFORM_ROOT"
}
