package io.jtornado.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Netty with its HTTP codec, on its own epoll transport or with {@code -Dtransport=nio}. */
public final class NettyPeer extends SimpleChannelInboundHandler<FullHttpRequest> {

	private NettyPeer() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 * @throws InterruptedException if it is interrupted before
	 */
	public static void main(String[] args) throws InterruptedException {
		boolean nio = "nio".equals(System.getProperty("transport"));
		IoHandlerFactory transport = nio ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
		new ServerBootstrap().group(new MultiThreadIoEventLoopGroup(Answers.workers(), transport))
			.channel(nio ? NioServerSocketChannel.class : EpollServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, Answers.BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline()
						.addLast(new HttpServerCodec(), new HttpObjectAggregator(Answers.MAX_BODY), new NettyPeer());
				}

			})
			.bind("0.0.0.0", Integer.parseInt(args[0]))
			.sync()
			.channel()
			.closeFuture()
			.sync();
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		String uri = request.uri();
		int mark = uri.indexOf('?');
		String path = (mark >= 0) ? uri.substring(0, mark) : uri;
		if (path.equals("/echo")) {
			send(context, request, request.content().retain(), Answers.OCTETS);
			return;
		}
		byte[] body = Answers.get(path, (mark >= 0) ? uri.substring(mark + 1) : null);
		if (body != null) {
			send(context, request, Unpooled.wrappedBuffer(body), Answers.type(path));
		}
		else {
			context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND))
				.addListener(ChannelFutureListener.CLOSE);
		}
	}

	private static void send(ChannelHandlerContext context, FullHttpRequest request, ByteBuf body, String type) {
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, type)
			.set(HttpHeaderNames.SERVER, "netty")
			.set(HttpHeaderNames.DATE, Answers.date())
			.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
		if (HttpUtil.isKeepAlive(request)) {
			context.write(response, context.voidPromise());
		}
		else {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
			context.write(response).addListener(ChannelFutureListener.CLOSE);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.flush();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
