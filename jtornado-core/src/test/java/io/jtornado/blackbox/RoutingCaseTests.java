package io.jtornado.blackbox;

import java.io.IOException;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.AddSlash;
import io.jtornado.web.Application;
import io.jtornado.web.Authenticated;
import io.jtornado.web.RedirectHandler;
import io.jtornado.web.RemoveSlash;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.blackbox.Wire.post;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Who answers, and who sends elsewhere. There is no handler by its class's name. */
@Timeout(60)
class RoutingCaseTests {

	private CapturedLog log;

	private SocketServer server;

	private SocketClient client;

	@AddSlash
	static class Added extends RequestHandler {

		String get() {
			return "added";
		}

		String post() {
			return "posted";
		}

	}

	@RemoveSlash
	static class Removed extends RequestHandler {

		String get() {
			return "removed";
		}

	}

	@Authenticated
	static class Members extends RequestHandler {

		@Override
		protected Object loadCurrentUser() {
			return cookie("user");
		}

		String get() {
			return "hello " + currentUser();
		}

		String post() {
			return "posted";
		}

	}

	static class FarMembers extends Members {

		@Override
		protected String loginUrl() {
			return "https://login.example.com/";
		}

	}

	static class QueriedMembers extends Members {

		@Override
		protected String loginUrl() {
			return "/login?a=b";
		}

	}

	static class Main extends RequestHandler {

		String get() {
			return "main";
		}

	}

	static class Host extends RequestHandler {

		String get() {
			return "host";
		}

	}

	static class Lost extends RequestHandler {

		void get() {
			setStatus(404);
			write("lost");
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.log = new CapturedLog("jtornado", Level.WARN);
		this.server = new SocketServer(Application.builder()
			.add(url("/added/?", Added.class), url("(?:/|/removed/?|//.*)", Removed.class))
			.add(url("/members", Members.class), url("/far", FarMembers.class), url("/queried", QueriedMembers.class))
			.add(url("/old/(.*)", RedirectHandler.class, () -> new RedirectHandler("/new/{0}")),
					url("/moved", RedirectHandler.class, () -> new RedirectHandler("/there?x=y", false)))
			.add(url("/host", Host.class).host("www\\.example\\.com"), url("/host", Main.class))
			.loginUrl("/login")
			.defaultHandler(Lost.class, Lost::new)
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.log.close();
	}

	private void assertRedirected(String request, int status, String location) throws IOException {
		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 " + status + " ")
			.contains("\r\nLocation: " + location + "\r\n");
	}

	@Test
	@DisplayName("39. @AddSlash redirects GET and HEAD for good and keeps the query; others are not found")
	void addsASlash() throws IOException {
		assertRedirected(get("/added?a=b"), 301, "/added/?a=b");
		assertThat(this.client.exchange(get("/added/"))).endsWith("\r\n\r\nadded");
		assertThat(this.client.exchange(post("/added", "a"))).startsWith("HTTP/1.1 404 ");
		assertThat(this.client.exchange(post("/added/", "a"))).endsWith("\r\n\r\nposted");
	}

	@Test
	@DisplayName("39. @RemoveSlash does the reverse, and leaves / alone")
	void removesASlash() throws IOException {
		assertRedirected(get("/removed/?a=b"), 301, "/removed?a=b");
		assertThat(this.client.exchange(get("/removed"))).endsWith("\r\n\r\nremoved");
		assertThat(this.client.exchange(get("/"))).endsWith("\r\n\r\nremoved");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example/", "//", "///evil.example//" })
	@DisplayName("39. Unlike in Tornado, neither names another host")
	void namesNoOtherHost(String target) throws IOException {
		assertThat(this.client.exchange(get(target))).startsWith("HTTP/1.1 404 ").doesNotContain("Location");
	}

	@Test
	@DisplayName("39. @Authenticated sends GET to the login with the way back, refuses others, and lets users in")
	void sendsToTheLogin() throws IOException {
		assertRedirected(get("/members?a=b"), 302, "/login?next=%2Fmembers%3Fa%3Db");
		assertThat(this.client.exchange(post("/members", "a"))).startsWith("HTTP/1.1 403 ");
		assertThat(this.client.exchange(get("/members", "Cookie: user=ada"))).endsWith("\r\n\r\nhello ada");
	}

	@Test
	@DisplayName("39. A login elsewhere is told the whole URL; one with a query of its own nothing")
	void tellsTheWayBack() throws IOException {
		assertRedirected(get("/far"), 302, "https://login.example.com/?next=http%3A%2F%2Fa%2Ffar");
		assertRedirected(get("/queried"), 302, "/login?a=b");
	}

	@Test
	@DisplayName("39. RedirectHandler fills in groups and keeps the query")
	void redirects() throws IOException {
		assertRedirected(get("/old/a/b%20c?d=e"), 301, "/new/a/b%20c?d=e");
		assertRedirected(get("/moved?d=e"), 302, "/there?x=y&d=e");
	}

	@ParameterizedTest
	@CsvSource({ "/old/, !, 20000", "/added?, a, 64000", "/removed/?, a, 64000" })
	@DisplayName("39. A URL that is too long to be asked for elsewhere: 414")
	void redirectsToNoUrlThatIsTooLong(String start, String character, int length) throws IOException {
		assertThat(this.client.exchange(get(start + character.repeat(length)))).startsWith("HTTP/1.1 414 ")
			.doesNotContain("Location");
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, host", "WWW.Example.COM:8888, host", "example.com, main", "[::1]:8888, main" })
	@DisplayName("39. Of two handlers of a path, the host decides")
	void tellsHostsApart(String host, String body) throws IOException {
		assertThat(this.client.exchange("GET /host HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
			.endsWith("\r\n\r\n" + body);
	}

	@Test
	@DisplayName("39. What nobody has is answered by a handler of the application's own")
	void answersForNobody() throws IOException {
		assertThat(this.client.exchange(get("/nowhere"))).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\nlost");
	}

}
