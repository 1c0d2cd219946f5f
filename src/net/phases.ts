/**
 * The parts of a request's way, in order: its turn in the queue, the look-up of the name, the connection, its encryption, the wait for the first
 * byte of the response, and the response from its first byte to its last.
 */
export type NetworkPhase = 'queue' | 'dns' | 'connect' | 'tls' | 'firstByte' | 'body';

/** Milliseconds that each phase took. One that did not take place is absent: a kept connection needs no look-up, an address no name. */
export type Timing = Readonly<Partial<Record<NetworkPhase, number>>>;

/** How far a request came: the phase it was in at last, and the time of each, that one's included. */
export interface Progress {
	readonly phase: NetworkPhase;
	readonly timing: Timing;
}
