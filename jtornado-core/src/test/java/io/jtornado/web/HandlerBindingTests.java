package io.jtornado.web;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandlerBindingTests {

	private static final String NAME = HandlerBindingTests.class.getName() + "$";

	static class NoVerb extends RequestHandler {

		static void get() {
		}

		void fetch() {
		}

	}

	@Test
	void demandsAVerbMethod() {
		assertThatExceptionOfType(NoVerbMethodException.class).isThrownBy(() -> url("/", NoVerb.class))
			.withMessage("Handler " + NAME + "NoVerb has no verb method. "
					+ "Declare a method named get, head, post, put, patch, delete or options.");
	}

	static class Twice extends RequestHandler {

		void get(long id) {
		}

		void get(String id) {
		}

	}

	@Test
	void refusesTwoMethodsForOneVerb() {
		assertThatExceptionOfType(DuplicateVerbException.class).isThrownBy(() -> url("/{id}", Twice.class))
			.withMessage("Handler " + NAME + "Twice declares two methods named get. "
					+ "Keep one of them and give the other another name.");
	}

	static class ById extends RequestHandler {

		void get(long id) {
		}

	}

	@Test
	void demandsAParameterForEachGroup() {
		assertThatExceptionOfType(ParameterMismatchException.class).isThrownBy(() -> url("/{group}/{id}", ById.class))
			.withMessage("Pattern '/{group}/{id}' has 2 groups, but " + NAME + "ById.get() has 1 parameter. "
					+ "Add a parameter for each group, or make groups that are not wanted (?:...).");
	}

	@Test
	void demandsAGroupForEachParameter() {
		assertThatExceptionOfType(ParameterMismatchException.class).isThrownBy(() -> url("/", ById.class))
			.withMessage("Pattern '/' has 0 groups, but " + NAME + "ById.get() has 1 parameter. "
					+ "Add a group for each parameter, such as {name}, or take the parameter away.");
	}

	static class OfList extends RequestHandler {

		void get(List<String> ids) {
		}

	}

	@Test
	void demandsParametersThatTextConvertsTo() {
		URLSpec spec = url("/{ids}", OfList.class);

		assertThatExceptionOfType(ParameterMismatchException.class).isThrownBy(() -> new Application(spec))
			.withMessage("Parameter 1 of " + NAME + "OfList.get() is a java.util.List, which no text is converted to. "
					+ "Take a String, or give the application an ArgumentConverter that supports the type.");
	}

	static class WithService extends RequestHandler {

		WithService(String service) {
		}

		void get() {
		}

	}

	@Test
	void demandsAFactoryWhereThereIsNoConstructorToCall() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", WithService.class))
			.withMessage("Handler " + NAME + "WithService has no constructor without arguments to call. "
					+ "Add one, make the class static and not abstract, or write "
					+ "url(pattern, WithService.class, () -> new WithService(...)).");
		assertThat(url("/", WithService.class, () -> new WithService("x")).methods()).contains("GET");
	}

	class Inner extends RequestHandler {

		void get() {
		}

	}

	abstract static class Abstract extends RequestHandler {

		abstract void get();

	}

	@Test
	void refusesClassesThatItCannotMake() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Inner.class));
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", Abstract.class));
	}

	@Test
	void refusesGeneratedClasses() throws Exception {
		Class<?> generated;
		try (InputStream bytes = ById.class.getResourceAsStream("HandlerBindingTests$ById.class")) {
			generated = MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), false).lookupClass();
		}

		assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> url("/{id}", generated.asSubclass(RequestHandler.class)))
			.withMessageEndingWith(" is a proxy or a generated class. "
					+ "Put the advice on the service it calls, or make the handler without it.");
	}

	static class Blocks extends RequestHandler {

		@Blocking
		void post() {
		}

	}

	@Test
	void demandsAnExecutorForBlockingVerbs() {
		URLSpec spec = url("/", Blocks.class);

		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> new Application(spec))
			.withMessage(NAME + "Blocks.post() is @Blocking, but there is no executor to run it. "
					+ "Give the application one: Application.builder().executor(...).");
		assertThat(new Application(List.of(spec), Runnable::run).specs()).containsExactly(spec);
	}

	static class OfJson extends RequestHandler {

		CompletionStage<List<String>> get() {
			return new CompletableFuture<>();
		}

	}

	@Test
	void demandsACodecForJson() {
		URLSpec spec = url("/", OfJson.class);

		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> new Application(spec))
			.withMessage(NAME + "OfJson.get() returns CompletionStage<List>, but there is no JsonCodec. "
					+ "Give the application one: Application.builder().jsonCodec(...); or return text or bytes.");
	}

	static class OfVoid extends RequestHandler {

		CompletionStage<Void> get() {
			return new CompletableFuture<>();
		}

		CompletableFuture<?> post() {
			return new CompletableFuture<>();
		}

		CompletionStage<String> put() {
			return new CompletableFuture<>();
		}

		Object delete() {
			return "x";
		}

	}

	@Test
	void demandsNoCodecForWhatIsNoJson() {
		assertThat(new Application(url("/", OfVoid.class)).specs()).hasSize(1);
	}

	static class Parent extends RequestHandler {

		private void get() {
		}

		void post(String id) {
		}

		void delete() {
		}

	}

	static class Child extends Parent {

		void post() {
		}

	}

	@Test
	void servesByTheMostDerivedMethodOfAnyVisibility() {
		assertThat(url("/", Child.class).methods()).containsExactly("GET", "HEAD", "POST", "DELETE", "OPTIONS");
	}

	static class Optionals extends RequestHandler {

		void get(Optional<Long> id, Optional<String> name) {
		}

	}

	@Test
	void looksIntoOptionals() {
		assertThat(new Application(url("/(\\d+)?/(.*)?", Optionals.class)).specs()).hasSize(1);
	}

}
