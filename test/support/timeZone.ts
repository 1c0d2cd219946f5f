/** Does the work as if this computer stood there. @param zone as `Asia/Tokyo` */
export async function inTimeZone<Result>(zone: string, work: () => Result | Promise<Result>): Promise<Result> {
	const before = process.env['TZ'];
	process.env['TZ'] = zone;
	try {
		return await work();
	} finally {
		if (before === undefined) {
			delete process.env['TZ'];
		} else {
			process.env['TZ'] = before;
		}
	}
}
