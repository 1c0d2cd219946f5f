/** Of a file or folder that another program may take away at any time: undefined where it is not there. @throws every other error */
export async function unlessMissing<Found>(result: Promise<Found>): Promise<Found | undefined> {
	try {
		return await result;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}
		throw error;
	}
}
