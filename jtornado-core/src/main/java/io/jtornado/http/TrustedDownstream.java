package io.jtornado.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for where a request comes from. Tornado's
 * {@code xheaders} and {@code trusted_downstream}.
 * <ul>
 * <li>Nobody else is believed: from a peer outside the list the fields mean nothing.
 * Unlike Tornado, which believes every peer.</li>
 * <li>A list of addresses is read from its end, where the peer has written, past trusted
 * addresses; the first that is not trusted is the client's, and if all are, the leftmost
 * one. What is no address, {@code unknown} for example, ends the walk: the client then is
 * the last address before it. All further left may be the client's invention.</li>
 * <li>Of other lists the last member counts, as in Tornado; only the peer is known to
 * have written it. What is malformed there is passed over, as if the field were missing.
 * In {@code Forwarded} scheme and host are those of the client's own element.</li>
 * <li>A proxy that sets one field lets another pass that only a client has set, so no
 * order of precedence is safe. Where X-Forwarded-For and X-Real-Ip are there, X-Real-Ip
 * must be an address that the walk has met, and where {@code Forwarded} and the others
 * are there, both must tell the same client, scheme and authority; else the request is
 * refused. Unlike Tornado, in which X-Real-Ip wins and X-Scheme is read too. Whoever
 * wants one of them alone takes the others off the set.</li>
 * </ul>
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class TrustedDownstream {

	private final List<CIDR> proxies;

	private final Set<ForwardedField> fields;

	/**
	 * Trusts proxies.
	 * @param proxies where they are
	 * @param fields what they set or remove in every request
	 */
	public TrustedDownstream(List<CIDR> proxies, Set<ForwardedField> fields) {
		this.proxies = List.copyOf(proxies);
		this.fields = fields.isEmpty() ? EnumSet.noneOf(ForwardedField.class) : EnumSet.copyOf(fields);
	}

	/**
	 * Tells whether a peer is trusted.
	 * @param peer where it is; null if that is not known
	 * @return whether it is in the list
	 */
	public boolean contains(@Nullable SocketAddress peer) {
		for (CIDR range : this.proxies) {
			if (range.contains(peer)) {
				return true;
			}
		}
		return false;
	}

	private boolean contains(NumericAddress address) {
		for (CIDR range : this.proxies) {
			if (range.contains(address)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns what a trusted peer says of the client.
	 * @param head its request
	 * @param peer where it is; null if that is not known
	 * @param protocol the scheme by which it came itself
	 * @param host the authority it asked for, valid and in lower case
	 * @return the origin; null if the peer is not trusted or says nothing
	 * @throws HTTPInputException with {@link Refusal#FORWARDED} if the field Forwarded is
	 * malformed, or fields contradict each other
	 */
	public @Nullable ClientOrigin originOf(RequestHead head, @Nullable SocketAddress peer, String protocol,
			String host) {
		if (!contains(peer)) {
			return null;
		}
		Map<ForwardedField, String> said = ForwardedField.read(head, this.fields);
		if (said.isEmpty()) {
			return null;
		}
		NumericAddress address = addressOf(peer);
		ClientOrigin direct = ClientOrigin.of(address, protocol, host);
		String prefix = last(said.remove(ForwardedField.X_FORWARDED_PREFIX));
		String forwarded = said.remove(ForwardedField.FORWARDED);
		ClientOrigin origin = said.isEmpty() ? direct : bySingleFields(direct, address, said);
		if (forwarded != null) {
			ClientOrigin other = byElements(direct, address, ForwardedElement.parse(forwarded));
			if (!said.isEmpty() && !origin.agreesWith(other)) {
				throw new HTTPInputException(Refusal.FORWARDED);
			}
			origin = other;
		}
		return origin.withPrefix(prefix);
	}

	private static @Nullable NumericAddress addressOf(@Nullable SocketAddress peer) {
		return (peer instanceof InetSocketAddress inet && inet.getAddress() != null)
				? NumericAddress.of(inet.getAddress()) : null;
	}

	private ClientOrigin bySingleFields(ClientOrigin direct, @Nullable NumericAddress peer,
			Map<ForwardedField, String> said) {
		return direct
			.withAddress(clientOf(peer, said.get(ForwardedField.X_FORWARDED_FOR), said.get(ForwardedField.X_REAL_IP)))
			.withProtocol(last(said.get(ForwardedField.X_FORWARDED_PROTO)))
			.withAuthority(last(said.get(ForwardedField.X_FORWARDED_HOST)))
			.withPort(last(said.get(ForwardedField.X_FORWARDED_PORT)));
	}

	private @Nullable NumericAddress clientOf(@Nullable NumericAddress peer, @Nullable String chain,
			@Nullable String real) {
		NumericAddress alone = (real != null) ? NumericAddress.parseNode(real) : null;
		if (chain == null) {
			return (alone != null) ? alone : peer;
		}
		NumericAddress nearest = peer;
		boolean met = alone == null;
		boolean trusted = true;
		int end = chain.length();
		for (int hops = 0; trusted && end >= 0 && hops < ForwardedElement.MAX_ELEMENTS; hops++) {
			int comma = chain.lastIndexOf(',', end - 1);
			NumericAddress next = NumericAddress.parseNode(chain.substring(comma + 1, end).strip());
			nearest = (next != null) ? next : nearest;
			met |= next != null && next.equals(alone);
			trusted = next != null && contains(next);
			end = comma;
		}
		if (!met) {
			throw new HTTPInputException(Refusal.FORWARDED);
		}
		return nearest;
	}

	private ClientOrigin byElements(ClientOrigin direct, @Nullable NumericAddress peer,
			List<ForwardedElement> elements) {
		NumericAddress nearest = peer;
		ForwardedElement client = null;
		boolean trusted = true;
		for (int i = elements.size() - 1; trusted && i >= 0; i--) {
			client = elements.get(i);
			NumericAddress next = (client.node() != null) ? NumericAddress.parseNode(client.node()) : null;
			nearest = (next != null) ? next : nearest;
			trusted = next != null && contains(next);
		}
		return (client != null)
				? direct.withAddress(nearest).withProtocol(client.protocol()).withAuthority(client.host()) : direct;
	}

	private static @Nullable String last(@Nullable String list) {
		return (list != null) ? list.substring(list.lastIndexOf(',') + 1).strip() : null;
	}

}
