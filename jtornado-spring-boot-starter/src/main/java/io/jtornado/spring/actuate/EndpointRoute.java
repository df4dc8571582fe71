package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.jtornado.web.HTTPException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * One path and the operations that share it; they differ by method, or by the types they
 * read and write.
 */
final class EndpointRoute {

	private final List<Entry> entries = new ArrayList<>();

	void add(EndpointPath path, EndpointOperation operation) {
		this.entries.add(new Entry(path, operation));
	}

	EndpointPath path() {
		return this.entries.get(0).path();
	}

	/**
	 * Return the methods served, derived ones included.
	 */
	Set<String> methods() {
		Set<String> methods = new TreeSet<>(List.of("OPTIONS"));
		for (Entry entry : this.entries) {
			methods.add(entry.operation().method());
			if (entry.operation().method().equals("GET")) {
				methods.add("HEAD");
			}
		}
		return methods;
	}

	/**
	 * Choose the operation for a request.
	 * @param method a method that is among {@link #methods()}
	 * @param call the request
	 * @return the operation and the type it is to write
	 * @throws HTTPException 415 if none reads the body's type, 406 if none writes a type
	 * the client accepts
	 */
	Selection select(String method, EndpointCall call) {
		List<Entry> candidates = this.entries.stream()
			.filter((entry) -> entry.operation().method().equals(method))
			.filter((entry) -> reads(entry.operation(), call))
			.toList();
		if (candidates.isEmpty()) {
			throw new HTTPException(415);
		}
		AcceptedTypes accepted = accepted(call);
		Selection best = null;
		for (Entry candidate : candidates) {
			Selection selection = offer(candidate, accepted);
			if (selection != null && (best == null || selection.isPreferredTo(best))) {
				best = selection;
			}
		}
		if (best == null) {
			throw new HTTPException(406);
		}
		return best;
	}

	private static AcceptedTypes accepted(EndpointCall call) {
		try {
			return AcceptedTypes.of(call.accept());
		}
		catch (InvalidMediaTypeException ex) {
			throw new HTTPException(406, ex.getMessage());
		}
	}

	private static boolean reads(EndpointOperation operation, EndpointCall call) {
		if (operation.consumes().isEmpty()) {
			return true;
		}
		MediaType sent = call.contentType();
		if (sent == null) {
			return call.body().length == 0;
		}
		return operation.consumes().stream().anyMatch((type) -> type.includes(sent));
	}

	private static @Nullable Selection offer(Entry entry, AcceptedTypes accepted) {
		if (entry.operation().produces().isEmpty()) {
			return new Selection(entry, new AcceptedTypes.Choice(MediaType.APPLICATION_JSON, 1, 0));
		}
		AcceptedTypes.Choice choice = accepted.best(entry.operation().produces());
		return (choice == null) ? null : new Selection(entry, choice);
	}

	/**
	 * An operation and the path under which it names its variables.
	 */
	private record Entry(EndpointPath path, EndpointOperation operation) {
	}

	/**
	 * An operation and the type it is to write.
	 */
	static final class Selection {

		private final Entry entry;

		private final AcceptedTypes.Choice choice;

		private Selection(Entry entry, AcceptedTypes.Choice choice) {
			this.entry = entry;
			this.choice = choice;
		}

		/**
		 * Run the operation. It may block.
		 * @param rawPath the path as sent
		 * @param call what was asked
		 * @return the answer
		 */
		EndpointAnswer invoke(String rawPath, EndpointCall call) throws IOException {
			Map<String, Object> variables = Objects.requireNonNull(this.entry.path().match(rawPath));
			return this.entry.operation().invoke(call, variables, this.choice.type());
		}

		private boolean isPreferredTo(Selection other) {
			int order = this.choice.compareTo(other.choice);
			// A client without a preference gets JSON: of /threaddump's two, say.
			return order > 0 || (order == 0 && isJson() && !other.isJson());
		}

		private boolean isJson() {
			String subtype = this.choice.type().getSubtype();
			return subtype.equals("json") || subtype.endsWith("+json");
		}

	}

}
