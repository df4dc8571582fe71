package io.jtornado.programs.streams;

import io.jtornado.web.EventBroadcast;
import io.jtornado.web.EventStream;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ServerEvent;

class ChatHandler extends RequestHandler {

	private final EventBroadcast chat;

	ChatHandler(EventBroadcast chat) {
		this.chat = chat;
	}

	void get() {
		EventStream stream = this.chat.subscribe(this);
		stream.send(ServerEvent.of("welcome").withName("greeting"));
	}

	void post() {
		this.chat.publish(ServerEvent.of(bodyArgument("text")));
		setStatus(204);
	}

}
