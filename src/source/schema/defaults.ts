/** Days that logs are kept; long enough to look into the last quarter. */
export const defaultRetentionDays = 90;
