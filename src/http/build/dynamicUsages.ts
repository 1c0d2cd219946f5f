/** How each dynamic variable is written, by its name; what stands between brackets may be left out. */
export const dynamicUsages: ReadonlyMap<string, string> = new Map([
	['$guid', '$guid'],
	['$uuid', '$uuid'],
	['$randomInt', '$randomInt [0 100]'],
	['$timestamp', '$timestamp [-1 d]'],
	['$isoTimestamp', '$isoTimestamp'],
	['$datetime', "$datetime 'YYYY-MM-DD' [-1 d]"],
	['$localDatetime', "$localDatetime 'YYYY-MM-DD' [-1 d]"],
	['$processEnv', '$processEnv NAME'],
	['$dotenv', '$dotenv NAME'],
	['$random.integer', '$random.integer[(0, 100)]'],
	['$random.float', '$random.float[(0, 1)]'],
	['$random.alphabetic', '$random.alphabetic(8)'],
	['$random.alphanumeric', '$random.alphanumeric(8)'],
	['$random.hexadecimal', '$random.hexadecimal(8)'],
	['$random.email', '$random.email'],
	['$random.uuid', '$random.uuid'],
]);
