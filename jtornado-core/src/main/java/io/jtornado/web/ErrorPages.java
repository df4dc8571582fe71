package io.jtornado.web;

import java.util.List;
import java.util.Map;

import io.jtornado.http.AcceptedTypes;
import io.jtornado.http.HTTPStatus;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * What clients get of an error whose handler has no page of its own: those that like JSON
 * better than HTML a {@linkplain ProblemJson problem}, all others a page, those that take
 * anything included. Nothing that an exception says reaches a client, but for the reason
 * of an {@link HTTPException}, unless tracebacks are served.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class ErrorPages {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private static final String HTML = "text/html";

	private static final String JSON = "application/json";

	private final Map<Integer, ErrorPageRenderer> byStatus;

	private final List<ErrorPageRenderer> others;

	private final boolean traceback;

	ErrorPages(Map<Integer, ErrorPageRenderer> byStatus, List<ErrorPageRenderer> others, boolean traceback) {
		this.byStatus = Map.copyOf(byStatus);
		this.others = List.copyOf(others);
		this.traceback = traceback;
	}

	void write(Answer answer, int status, @Nullable Throwable error) {
		answer.vary("Accept");
		AcceptedTypes accepted = AcceptedTypes.of(answer.request.header("Accept"));
		Throwable shown = this.traceback ? error : null;
		String type = accepted.best(HTML, ProblemJson.TYPE, JSON);
		if (type != null && !type.equals(HTML)) {
			// Who asks for JSON gets a problem, unless it says that it does not know
			// these.
			send(answer, accepted.refuses(ProblemJson.TYPE) ? Results.JSON : ProblemJson.TYPE,
					problem(answer, status, shown));
			return;
		}
		// A page that somebody has made for a 404 is to be seen while he works on it.
		String page = (shown == null || shown instanceof HTTPException) ? rendered(answer, status, error) : null;
		if (page != null) {
			send(answer, AnswerWriter.HTML, page);
		}
		else if (shown == null) {
			send(answer, AnswerWriter.HTML, ErrorPage.html(status, answer.reason()));
		}
		else if (accepted.names(HTML)) {
			send(answer, AnswerWriter.HTML, Traceback.html(status, answer.request, shown));
		}
		else {
			send(answer, Results.TEXT, Traceback.text(shown));
		}
	}

	/** The type is that of the page, whatever the handler's answers have by default. */
	private static void send(Answer answer, String type, String text) {
		if (answer.isOpen()) {
			answer.headers.set(AnswerWriter.CONTENT_TYPE, type);
			answer.write(text);
		}
	}

	private static String problem(Answer answer, int status, @Nullable Throwable shown) {
		String title = HTTPStatus.reason(status);
		String reason = answer.reason();
		boolean own = !reason.equals(title) && !reason.equals(HTTPStatus.UNKNOWN);
		String path = answer.prefix() + answer.request.path();
		ProblemJson problem = new ProblemJson(status, title).add("detail", own ? reason : null)
			.add("instance", NextUrl.staysHere(path) ? path : null);
		if (shown != null) {
			problem.add("trace", Traceback.text(shown));
		}
		return problem.toString();
	}

	private @Nullable String rendered(Answer answer, int status, @Nullable Throwable error) {
		try {
			ErrorPageRenderer first = this.byStatus.get(status);
			String page = (first != null) ? render(first, answer, status) : null;
			for (int i = 0; page == null && i < this.others.size(); i++) {
				page = render(this.others.get(i), answer, status);
			}
			return page;
		}
		catch (Throwable ex) { // whatever the application throws
			LOGGER.error("The error page cannot be rendered: {}", LogText.summary(answer.request), ex);
			if (answer.isOpen()) {
				answer.checkHeadersNotWritten();
				ErrorAnswer.reset(answer, status, error);
				answer.vary("Accept");
			}
			return null;
		}
	}

	private static @Nullable String render(ErrorPageRenderer renderer, Answer answer, int status) {
		return renderer.render(status, answer.reason(), answer.handler());
	}

}
