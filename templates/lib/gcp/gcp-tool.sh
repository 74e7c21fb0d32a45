# shellcheck shell=bash
# What makes Google Cloud's side. GCP_TOOLS, what was generated, comes from settings.sh; FOLDER is the artifacts'.

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

# Terraform is the default where both were generated. check_made_by_tool, or the gateway that it finds, tells whether
# gcloud.sh was used instead.
find_gcp_tool() {
	if [[ -n $TOOL ]]; then return; fi
	if ((${#GCP_TOOLS[@]} == 1)); then
		TOOL=${GCP_TOOLS[0]}
	else
		TOOL=terraform
		say "Terraform makes Google Cloud's side; with --gcp gcloud, gcloud does"
	fi
}
