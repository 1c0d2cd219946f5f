const usages = [
	'$guid',
	'$uuid',
	'$randomInt [0 100]',
	'$timestamp [-1 d]',
	'$isoTimestamp',
	"$datetime 'YYYY-MM-DD' [-1 d]",
	"$localDatetime 'YYYY-MM-DD' [-1 d]",
	'$processEnv [%]NAME',
	'$dotenv [%]NAME',
	'$random.integer[(0, 100)]',
	'$random.float[(0, 1)]',
	'$random.alphabetic(8)',
	'$random.alphanumeric(8)',
	'$random.hexadecimal(8)',
	'$random.email',
	'$random.uuid',
];

/** How each dynamic variable is written, by its name; what stands between brackets may be left out. */
export const dynamicUsages: ReadonlyMap<string, string> = new Map(
	usages.map(usage => [usage.split(/[^$\w.]/u, 1)[0] ?? usage, usage]),
);
