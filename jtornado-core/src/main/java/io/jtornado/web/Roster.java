package io.jtornado.web;

import java.util.Arrays;
import java.util.List;

/**
 * A set whose members know their place: nothing is searched, and none costs an entry.
 *
 * @param <T> the type of the members
 */
final class Roster<T extends KeptOpen> {

	private static final int ROOM = 4;

	private KeptOpen[] members = new KeptOpen[ROOM];

	private int size;

	void add(T member) {
		if (this.size == this.members.length) {
			this.members = Arrays.copyOf(this.members, this.size + (this.size >> 1));
		}
		member.place = this.size;
		this.members[this.size++] = member;
	}

	/**
	 * The last one takes the place of one that goes.
	 * @return whether it was there
	 */
	boolean remove(T member) {
		if (member.place >= this.size || this.members[member.place] != member) {
			return false;
		}
		KeptOpen last = this.members[--this.size];
		this.members[member.place] = last;
		last.place = member.place;
		Arrays.fill(this.members, this.size, this.size + 1, null);
		if (this.members.length > ROOM && this.size < this.members.length / 4) {
			this.members = Arrays.copyOf(this.members, Math.max(ROOM, this.members.length / 2));
		}
		return true;
	}

	int size() {
		return this.size;
	}

	/** Those that are there now, in a list of their own. */
	@SuppressWarnings("unchecked")
	List<T> present() {
		return (List<T>) Arrays.asList(Arrays.copyOf(this.members, this.size));
	}

}
