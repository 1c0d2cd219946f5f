/** The milliseconds of processor time that the process takes while the work is done: what else the machine does does not count. */
export function processorTime(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
