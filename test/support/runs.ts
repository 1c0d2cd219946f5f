/**
 * How many random cases a test tries. Three in ten of them suit the run of minutes that one makes at work; with FLOWLU_ALL_CASES, as `.ci/run` sets it, it
 * is all. FLOWLU_FUZZ_CASES is the number for every test.
 */
export function runs(all: number): number {
	const asked = process.env['FLOWLU_FUZZ_CASES'];
	if (asked !== undefined) {
		return Number(asked);
	}
	return process.env['FLOWLU_ALL_CASES'] === undefined ? Math.ceil(all * 0.3) : all;
}
