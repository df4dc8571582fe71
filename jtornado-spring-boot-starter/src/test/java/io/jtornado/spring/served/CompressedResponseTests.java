package io.jtornado.spring.served;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Compressed responses of an application of Spring's. */
@Timeout(60)
class CompressedResponseTests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private ConfigurableApplicationContext context;

	private void start(String... properties) {
		String[] args = new String[properties.length + 2];
		args[0] = "--jtornado.port=0";
		args[1] = "--jtornado.shutdown=immediate";
		System.arraycopy(properties, 0, args, 2, properties.length);
		this.context = SpringApplication.run(ServedApplication.class, args);
	}

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private HttpResponse<byte[]> get(String path, String accepted) throws IOException, InterruptedException {
		int port = this.context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
		return this.client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Accept-Encoding", accepted)
			.build(), BodyHandlers.ofByteArray());
	}

	private static String unzipped(HttpResponse<byte[]> response) throws IOException {
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		byte[] text = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
		return new String(text, StandardCharsets.UTF_8);
	}

	@Test
	void areJsonAndActuatorsToo() throws Exception {
		start("--jtornado.compress-response=true", "--jtornado.compression.min-length=10B");

		assertThat(unzipped(get("/hello/you", "gzip"))).isEqualTo("{\"text\":\"Hello, you\"}");
		assertThat(unzipped(get("/actuator/health", "gzip"))).contains("\"status\"");
		assertThat(get("/hello/you", "gzip;q=0").body()).asString().isEqualTo("{\"text\":\"Hello, you\"}");
		MeterRegistry meters = this.context.getBean(MeterRegistry.class);
		assertThat(meters.get("jtornado.compression.taken").functionCounter().count()).isGreaterThan(21);
		assertThat(meters.get("jtornado.compression.streams").gauge().value()).isZero();
	}

	@Test
	void areNoneAtFirst() throws Exception {
		start("--jtornado.compression.min-length=10B");

		HttpResponse<byte[]> response = get("/hello/you", "gzip");
		assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(response.headers().firstValue("Vary")).isEmpty();
	}

	@Test
	void needACoderForEachCoding() {
		assertThatThrownBy(() -> start("--jtornado.compress-response=true", "--jtornado.compression.codings=zstd"))
			.rootCause()
			.isInstanceOf(InvalidConfigurationPropertyValueException.class)
			.hasMessageContaining("zstd");
	}

}
