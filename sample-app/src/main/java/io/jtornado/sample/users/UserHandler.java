package io.jtornado.sample.users;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;

/**
 * One user as JSON. An id that is no number matches nothing and is a 404, as is one that
 * nobody has.
 */
@Handler("/users/{id}")
class UserHandler extends SampleHandler {

	private final Users users;

	UserHandler(Users users) {
		this.users = users;
	}

	User get(long id) {
		return this.users.find(id).orElseThrow(() -> new HTTPException(404, "No user " + id));
	}

}
