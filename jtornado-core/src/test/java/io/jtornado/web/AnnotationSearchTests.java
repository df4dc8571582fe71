package io.jtornado.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;

import io.jtornado.testing.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Wherever an annotation stands, it holds, or the application does not start. */
class AnnotationSearchTests {

	@Authenticated
	@Retention(RetentionPolicy.RUNTIME)
	@interface MembersOnly {

	}

	@MembersOnly
	@OfItself
	@Retention(RetentionPolicy.RUNTIME)
	@interface OfItself {

	}

	@MembersOnly
	static class Composed extends Page {

	}

	@OfItself
	static class Deeper extends Page {

	}

	static class Below extends Composed {

	}

	static class OnVerb extends RequestHandler {

		@OfItself
		String get() {
			return "served";
		}

	}

	@Authenticated
	interface Club {

	}

	interface InnerClub extends Club {

	}

	static class Implementing extends Page implements InnerClub {

	}

	interface Getting<T> {

		@MembersOnly
		T get();

	}

	static class ImplementingVerb extends RequestHandler implements Getting<String> {

		@Override
		public String get() {
			return "served";
		}

	}

	static class BelowVerb extends ImplementingVerb {

		@Override
		public String get() {
			return "served, too";
		}

	}

	static class Page extends RequestHandler {

		String get() {
			return "served";
		}

	}

	@ParameterizedTest
	@ValueSource(classes = { Composed.class, Deeper.class, Below.class, OnVerb.class, Implementing.class,
			ImplementingVerb.class, BelowVerb.class })
	void findsThem(Class<? extends RequestHandler> type) {
		try (TestClient client = TestClient.of(Application.builder()
			.add(url("/page", type), url("/open", Page.class))
			.loginUrl("/login")
			.accessLog(false)
			.build())) {
			assertThat(client.fetch("GET", "/page").header("Location")).isEqualTo("/login?next=%2Fpage");
			assertThat(client.fetch("GET", "/open").text()).isEqualTo("served");
		}
	}

	interface Prepared {

		@MembersOnly
		void prepare();

	}

	static class PreparedPage extends Page implements Prepared {

		@Override
		public void prepare() {
		}

	}

	@Test
	void refusesThoseOfWhatIsNoVerb() {
		assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(() -> url("/", PreparedPage.class))
			.withMessageContaining("Prepared.prepare() has an annotation of verbs");
	}

	@MembersOnly
	static class Archive extends RequestHandler {

		@Override
		protected void prepare() {
			finish("served");
		}

	}

	@AddSlash
	static class Slashed extends RequestHandler {

	}

	@ParameterizedTest
	@ValueSource(classes = { Archive.class, Slashed.class })
	void refusesThoseOfAClassWithoutVerbs(Class<? extends RequestHandler> type) {
		assertThatExceptionOfType(UnsupportedHandlerException.class)
			.isThrownBy(() -> Application.builder().defaultHandler(type, () -> null))
			.withMessageContaining("has an annotation of verbs, such as @Authenticated, but no verb method");
	}

	interface Store<K> {

		@RequestTimeout(20)
		Object get(K key);

	}

	@RequestTimeout(30)
	interface Patient {

		@RequestTimeout(40)
		Object get();

	}

	static class OfInterface extends Page implements Patient {

		@Override
		public String get() {
			return "served";
		}

	}

	@RequestTimeout(1)
	static class OfClass extends OfInterface {

		@Override
		public String get() {
			return "served";
		}

	}

	static class OfMethod extends OfClass {

		@Override
		@RequestTimeout(2)
		public String get() {
			return "served";
		}

	}

	static class BelowClass extends OfClass {

		@Override
		public String get() {
			return "served";
		}

	}

	@RequestTimeout(50)
	interface Slow {

		Object put();

	}

	static class OtherVerb extends Page implements Slow {

		@Override
		public Object put() {
			return "put";
		}

	}

	static class Stored extends RequestHandler implements Store<String> {

		@Override
		public String get(String key) {
			return key;
		}

	}

	interface KeyedStore {

		@RequestTimeout(60)
		Object get(String key);

	}

	abstract static class Keyed extends RequestHandler implements KeyedStore {

		abstract Object get();

	}

	private static int timeout(Class<?> type, String verb, Class<?>... parameters) throws NoSuchMethodException {
		Method method = type.getDeclaredMethod(verb, parameters);
		RequestTimeout found = AnnotationSearch.find(RequestTimeout.class, type, method);
		return (found != null) ? found.value() : 0;
	}

	@Test
	void theMethodGoesBeforeTheClassAndThatBeforeItsInterfaces() throws NoSuchMethodException {
		assertThat(timeout(OfMethod.class, "get")).isEqualTo(2);
		assertThat(timeout(OfClass.class, "get")).isOne();
		assertThat(timeout(BelowClass.class, "get")).isOne();
		assertThat(timeout(OfInterface.class, "get")).isEqualTo(40);
		assertThat(timeout(OtherVerb.class, "put")).isEqualTo(50);
	}

	@Test
	void aMethodOfAnInterfaceIsKnownByItsParameters() throws NoSuchMethodException {
		assertThat(timeout(Stored.class, "get", String.class)).isEqualTo(20);
		assertThat(timeout(Keyed.class, "get")).isZero();
	}

}
