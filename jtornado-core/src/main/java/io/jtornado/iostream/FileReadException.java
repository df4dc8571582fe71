package io.jtornado.iostream;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A file that is being sent cannot be read, or has ended before the part of it that was
 * to be sent. The peer cannot be told: its connection is aborted.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class FileReadException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what is wrong with the file
	 * @param cause why; null if it has ended
	 */
	public FileReadException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
