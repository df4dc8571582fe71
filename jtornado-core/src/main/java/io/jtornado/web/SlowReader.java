package io.jtornado.web;

/**
 * What happens to an event for a client that does not read as fast as events come, once
 * its {@link EventStream}'s queue is full.
 */
public enum SlowReader {

	/**
	 * Whoever sends waits: the stage that {@link EventStream#send} returns completes when
	 * the event has left the queue. Who does not wait for it, and finds the queue full,
	 * has the event refused. For streams with a source of their own, such as a query; an
	 * {@link EventBroadcast} does not take it, since one client would hold up all others.
	 */
	WAIT,

	/**
	 * The oldest events in the queue make room. For events that make earlier ones out of
	 * date, such as numbers on a page.
	 */
	DROP_OLDEST,

	/**
	 * The stream ends, without what is in the queue. Its client connects again when it
	 * can, and says by {@code Last-Event-ID} what it has seen. For events of which none
	 * may be missing.
	 */
	CLOSE

}
