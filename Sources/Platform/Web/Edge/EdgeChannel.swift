import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1 connection with our guards around its parser.
struct EdgeChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let settings: WebSettings
    let lobby: Lobby
    let desk: EdgeDesk

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let address = channel.remoteAddress?.ipAddress.flatMap { AddressBlock.Address($0) }
        let isWelcome = lobby.enter(address)
        channel.closeFuture.whenComplete { [lobby] _ in lobby.leave(address) }
        let pipeline = channel.pipeline
        guard isWelcome else {
            desk.note(EdgeRefusal.full)
            return base.setup(channel: channel, logger: logger).flatMapThrowing { value in
                try pipeline.syncOperations.addHandler(
                    Turnstile(EdgeRefusal.full.bytes(problemTypes: desk.problemTypes)), position: .first)
                return value
            }
        }
        return channel.eventLoop.makeCompletedFuture {
            let watch = ConnectionWatch(settings.edge, idle: settings.idle)
            let wire = WireGuard(watch, maxHeadBytes: settings.maxHeadBytes + settings.maxTargetBytes + 4096)
            try pipeline.syncOperations.addHandler(wire)
            return NIOLoopBound(watch, eventLoop: channel.eventLoop)
        }.flatMap { watch in
            base.setup(channel: channel, logger: logger).flatMapThrowing { value in
                let parser = try pipeline.syncOperations.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                try pipeline.syncOperations.addHandler(
                    RequestGuard(watch.value, settings.headRules, settings.edge, desk), position: .after(parser))
                return value
            }
        }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// For connections there is no room for: says so and closes, without a look at what was sent.
final class Turnstile: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let farewell: ByteBuffer

    init(_ farewell: ByteBuffer) { self.farewell = farewell }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { turnAway(context) }
    }

    func channelActive(context: ChannelHandlerContext) { turnAway(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    private func turnAway(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(NIOAny(farewell)).whenComplete { _ in bound.value.close(promise: nil) }
    }
}
