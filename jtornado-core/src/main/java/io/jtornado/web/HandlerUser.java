package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link RequestHandler} that knows who asks. That may be an object of any
 * type; what it is, and how it is found, is up to the handlers.
 */
abstract class HandlerUser extends HandlerCookies {

	/**
	 * Who asks. It is loaded when it is first asked for, and then known for the whole
	 * request, nobody included. Tornado's {@code current_user}.
	 * <p>
	 * Unlike Tornado, an answer for which this was asked says
	 * {@code Cache-Control: private} if its handler does not say another: a shared cache
	 * would give one user's page to others.
	 * @return what {@link #loadCurrentUser()} or {@link #setCurrentUser} said; null for
	 * nobody
	 * @throws IllegalStateException on a foreign thread
	 */
	public final @Nullable Object currentUser() {
		Visitor known = owned().visitor();
		if (!known.userKnown()) {
			known.setUser(loadCurrentUser());
		}
		return known.user();
	}

	/**
	 * Who asks, as {@link #currentUser()}.
	 * @param <T> the type of users
	 * @param type the type of users
	 * @return the user; null for nobody
	 * @throws ClassCastException if it is an object of another type
	 * @throws IllegalStateException on a foreign thread
	 */
	public final <T> @Nullable T currentUser(Class<T> type) {
		return type.cast(currentUser());
	}

	/**
	 * Says who asks, in place of {@link #loadCurrentUser()}: after a login, or when a
	 * store has answered that had to be waited for. It is called on the loop, like all
	 * that changes an answer:
	 *
	 * <pre>{@code
	 * protected CompletionStage<?> prepareAsync() {
	 *     return sessions.find(cookie("session"))
	 *         .thenAcceptAsync(this::setCurrentUser, request().ioLoop());
	 * }
	 * }</pre>
	 * @param user the user; null for nobody
	 * @throws IllegalStateException on a foreign thread
	 */
	public final void setCurrentUser(@Nullable Object user) {
		owned().visitor().setUser(user);
	}

	/**
	 * Finds out who asks, by a signed cookie for example. Called at most once per
	 * request, in general on the loop, so it must not block: what has to wait belongs
	 * into {@code prepareAsync}, with {@link #setCurrentUser}. Tornado's
	 * {@code get_current_user}.
	 * @return the user; null for nobody, which is the default
	 */
	protected @Nullable Object loadCurrentUser() {
		return null;
	}

	/**
	 * Where {@link Authenticated} sends whom it does not know. Tornado's
	 * {@code get_login_url}.
	 * @return an absolute path or an absolute URL; by default that of the application, a
	 * path behind what a trusted proxy has cut off
	 * @throws IllegalStateException if the application has none
	 */
	protected String loginUrl() {
		String url = application().loginUrl();
		if (url == null) {
			throw new IllegalStateException(
					"There is no login URL: set jtornado.login-url, or in code Application.builder().loginUrl(...)");
		}
		return url.startsWith("/") ? answer().prefix() + url : url;
	}

	/**
	 * Where to go after a login: the argument {@code next}, which {@link Authenticated}
	 * has put there, if it leads to this site. Who has made up another one has not logged
	 * in to be led elsewhere.
	 * <p>
	 * Unlike Tornado, which leaves it to its users to look at it.
	 * @param otherwise what to return if it is missing or leads elsewhere
	 * @return a path with one slash at its beginning, or a URL with scheme and host of
	 * this request, for {@link #redirect(String)}
	 * @throws HTTPException with status 400 if query or form is malformed
	 */
	public final String nextUrl(String otherwise) {
		String next = argumentOrNull(NextUrl.ARGUMENT);
		return (next != null && NextUrl.isHere(next, request())) ? next : otherwise;
	}

}
