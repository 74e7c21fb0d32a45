# shellcheck shell=bash
# What makes Google Cloud's side. GCP_TOOLS, what was generated, comes from the prologue; FOLDER is the artifacts'.

TOOL=''

gcp_tool_flag() {
	local tool
	for tool in ${GCP_TOOLS[@]+"${GCP_TOOLS[@]}"}; do
		if [[ $tool == "$1" ]]; then
			TOOL=$1
			return
		fi
	done
	misused "--gcp takes what was generated: ${GCP_TOOLS[*]-nothing}"
}

# Where both were generated, only traces of a Terraform that is in use decide without being told.
find_gcp_tool() {
	local root=$FOLDER/gcp/terraform
	if [[ -n $TOOL ]]; then return; fi
	if ((${#GCP_TOOLS[@]} == 1)); then
		TOOL=${GCP_TOOLS[0]}
	elif [[ -e $root/.terraform || -e $root/terraform.tfstate ]] || grep -Eqs '^[[:space:]]*backend[[:space:]]' "$root"/*.tf; then
		TOOL=terraform
	else
		misused "say what makes Google Cloud's side: --gcp terraform or --gcp gcloud"
	fi
}
