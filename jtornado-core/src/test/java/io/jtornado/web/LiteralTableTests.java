package io.jtornado.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiteralTableTests {

	@Test
	void findsWhatIsThereAndNothingElse() {
		Map<String, RouteList> lists = new HashMap<>();
		for (int i = 0; i < 1000; i++) {
			lists.put("/" + i, new RouteList(List.of()));
		}
		LiteralTable table = new LiteralTable(lists);

		lists.forEach((path, list) -> assertThat(table.get(path)).isSameAs(list));
		for (int i = 1000; i < 5000; i++) {
			assertThat(table.get("/" + i)).isNull();
		}
	}

	@Test
	void tellsPathsOfTheSameHashApart() {
		Map<String, RouteList> lists = new HashMap<>();
		for (String path : List.of("/AaAa", "/BBBB", "/AaBB")) {
			lists.put(path, new RouteList(List.of()));
		}
		assertThat(lists.keySet().stream().map(String::hashCode).distinct()).hasSize(1);
		LiteralTable table = new LiteralTable(lists);

		lists.forEach((path, list) -> assertThat(table.get(path)).isSameAs(list));
		assertThat(table.get("/BBAa")).isNull();
	}

	@Test
	void mayBeEmpty() {
		assertThat(new LiteralTable(Map.of()).get("/")).isNull();
	}

}
