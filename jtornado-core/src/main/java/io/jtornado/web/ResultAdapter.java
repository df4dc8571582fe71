package io.jtornado.web;

import java.util.concurrent.CompletionStage;

/**
 * Turns values of reactive types, returned by verb methods, into stages.
 * <p>
 * <b>Threading:</b> called on every loop and on workers at the same time.
 */
public interface ResultAdapter {

	/**
	 * Tells whether values of a type are adapted. Asked at start-up for each declared
	 * return type, and for each value that would otherwise become JSON; so it has to be
	 * cheap.
	 * @param type the type
	 * @return whether {@link #toStage} takes it
	 */
	boolean supports(Class<?> type);

	/**
	 * Adapts a value.
	 * @param value a value of a supported type
	 * @return a stage that completes with the result, or with null if there is none;
	 * cancelling it, if it is a {@link java.util.concurrent.Future}, cancels the work
	 */
	CompletionStage<?> toStage(Object value);

}
