/** Synthesises a CloudFormation template with aws-cdk-lib: `node cdk.cjs TEMPLATE FOLDER`. */
const { App, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");

const [, , templateFile, outdir] = process.argv;
const app = new App({ outdir });
new CfnInclude(new Stack(app, "vpn"), "template", { templateFile });
app.synth();
