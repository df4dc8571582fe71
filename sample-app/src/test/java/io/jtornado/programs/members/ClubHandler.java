package io.jtornado.programs.members;

import io.jtornado.spring.Handler;
import io.jtornado.web.AddSlash;
import io.jtornado.web.Authenticated;

@Handler("/club/?")
@Authenticated
@AddSlash
class ClubHandler extends MemberHandler {

	String get() {
		return "Welcome to the club, " + currentUser(Member.class).name();
	}

}
