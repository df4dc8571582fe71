package io.jtornado.sample.users;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;

/**
 * The users there are. Threading: immutable.
 */
@Service
class Users {

	private final Map<Long, User> byId = List.of(new User(1, "Ada Lovelace", "the first published program"),
			new User(2, "Grace Hopper", "the first compiler"), new User(3, "Edsger Dijkstra", "structured programming"),
			new User(4, "Barbara Liskov", "abstract data types"), new User(5, "Ken Thompson", "Unix"))
		.stream()
		.collect(Collectors.toUnmodifiableMap(User::id, Function.identity()));

	Optional<User> find(long id) {
		return Optional.ofNullable(this.byId.get(id));
	}

}
