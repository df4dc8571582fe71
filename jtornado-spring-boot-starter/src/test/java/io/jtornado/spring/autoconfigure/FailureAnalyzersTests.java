package io.jtornado.spring.autoconfigure;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody reads who has written something that cannot work.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTests {

	@Test
	void explainABadPattern(CapturedOutput output) {
		run(BadPattern.class);

		assertExplained(output, "/users/(", "BadPattern");
	}

	@Test
	void explainAHandlerWithoutAVerb(CapturedOutput output) {
		run(NoVerb.class);

		assertExplained(output, "NoVerb", "get");
	}

	@Test
	void explainGroupsThatDoNotFitTheParameters(CapturedOutput output) {
		run(Mismatch.class);

		assertExplained(output, "Mismatch", "/users/{id}");
	}

	@Test
	void explainTwoMethodsForOneVerb(CapturedOutput output) {
		run(TwoVerbs.class);

		assertExplained(output, "TwoVerbs", "get");
	}

	@Test
	void explainTwoHandlersForOnePattern(CapturedOutput output) {
		run(First.class, Second.class);

		assertExplained(output, "The pattern \"/same\" is served by both", "FailureAnalyzersTests$First",
				"FailureAnalyzersTests$Second", "lower order");
	}

	@Test
	void explainAHandlerThatIsNone(CapturedOutput output) {
		run(NoHandler.class);

		assertExplained(output, "NoHandler, which is not a RequestHandler", "Extend io.jtornado.web.RequestHandler");
	}

	@Test
	void explainAnUnknownKeyAndWhatMayHaveBeenMeant(CapturedOutput output) {
		run(new Class<?>[] { Nothing.class }, "--jtornado.max-boddy-size=1MB");

		assertExplained(output,
				"There is no property 'jtornado.max-boddy-size' (\"jtornado.max-boddy-size\" from property "
						+ "source \"commandLineArgs\"). Did you mean jtornado.max-body-size",
				"Correct the key or remove it");
	}

	@Test
	void explainAValueOutOfItsRange(CapturedOutput output) {
		run(new Class<?>[] { Nothing.class }, "--jtornado.header-timeout=0s");

		assertExplained(output, "jtornado.headerTimeout", "must be longer than nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--jtornado.cookie-secrets=hush",
			"--jtornado.cookie-secrets=hush --jtornado.key-version=1", "--jtornado.cookie-secrets.old=hush",
			"--jtornado.cookie-secrets.1=mouse --jtornado.cookie-secrets.old=hush --jtornado.key-version=1" })
	void explainSecretsWithoutVersionsAndShowNone(String arguments, CapturedOutput output) {
		run(new Class<?>[] { Nothing.class }, arguments.split(" "));

		assertExplained(output, "The secrets in 'jtornado.cookie-secrets' are not given by key version",
				"as in jtornado.cookie-secrets.0, or a single one as jtornado.cookie-secret");
		assertThat(output).doesNotContain("hush").doesNotContain("mouse");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--jtornado.cookie-secret.1=hush", "--jtornado.cookie-secret[0]=hush",
			"--jtornado.cookie-secretes=hush", "--jtornado.cookie-secrets.1.a=hush" })
	void showNoSecretUnderAKeyThatIsNone(String argument, CapturedOutput output) {
		run(new Class<?>[] { Nothing.class }, argument);

		assertExplained(output, "jtornado.cookie-secret");
		assertThat(output).doesNotContain("hush");
	}

	/** Other values are shown, as Spring Boot does. */
	@Test
	void explainWhatCannotBeBoundOtherwise(CapturedOutput output) {
		run(new Class<?>[] { Nothing.class }, "--jtornado.key-version=first");

		assertExplained(output, "jtornado.key-version", "first");
	}

	private static void assertExplained(CapturedOutput output, String... parts) {
		assertThat(output).contains("APPLICATION FAILED TO START", "Description:", "Action:").contains(parts);
	}

	private static void run(Class<?>... handlers) {
		run(handlers, new String[0]);
	}

	private static void run(Class<?>[] beans, String... arguments) {
		Class<?>[] sources = new Class<?>[beans.length + 1];
		sources[0] = Base.class;
		System.arraycopy(beans, 0, sources, 1, beans.length);
		String[] all = new String[arguments.length + 1];
		all[0] = "--jtornado.port=0";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		assertThatException().isThrownBy(() -> SpringApplication.run(sources, all).close());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(JTornadoAutoConfiguration.class)
	static class Base {

	}

	static class Nothing {

	}

	@Handler("/users/(")
	static class BadPattern extends RequestHandler {

		void get() {
		}

	}

	@Handler("/")
	static class NoVerb extends RequestHandler {

		void fetch() {
		}

	}

	@Handler("/users/{id}")
	static class Mismatch extends RequestHandler {

		void get() {
		}

	}

	@Handler("/")
	static class TwoVerbs extends RequestHandler {

		void get() {
		}

		void get(String again) {
		}

	}

	@Handler("/same")
	static class First extends RequestHandler {

		void get() {
		}

	}

	@Handler("/same")
	static class Second extends RequestHandler {

		void get() {
		}

	}

	@Handler("/")
	static class NoHandler {

	}

}
