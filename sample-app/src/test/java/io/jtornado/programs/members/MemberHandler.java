package io.jtornado.programs.members;

import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

abstract class MemberHandler extends RequestHandler {

	@Override
	protected @Nullable Object loadCurrentUser() {
		String name = signedCookie("member");
		return (name != null) ? new Member(name) : null;
	}

	record Member(String name) {
	}

}
