import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// The first handler of a connection: sees bytes. It watches the deadlines, the length of heads and the cost of
/// chunking, cuts readers that have stopped, and ends a connection so that the last answer arrives.
///
/// One timer a connection: it is only moved when a deadline comes nearer, otherwise it looks again when it fires.
final class WireGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes that are read and dropped after the last answer.
    private static let maxLingeringBytes = 64 << 20

    private let watch: ConnectionWatch
    private let maxHeadBytes: Int
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?
    private var isReading = false
    /// What we wrote has not left us.
    private var isGiving = false
    private var given = 0
    private var dropped = 0

    /// `maxHeadBytes`: the whole head, request line included.
    init(_ watch: ConnectionWatch, maxHeadBytes: Int) {
        self.watch = watch
        self.maxHeadBytes = maxHeadBytes
    }

    func handlerAdded(context: ChannelHandlerContext) { arm(context) }

    func channelActive(context: ChannelHandlerContext) {
        arm(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
    }

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let count = unwrapInboundIn(data).readableBytes
        guard watch.phase != .lingering else {
            dropped += count
            if dropped > Self.maxLingeringBytes { context.close(promise: nil) }
            return
        }
        let before = watch.phase
        context.fireChannelRead(data)
        let headEndedNow = before != .body && watch.phase == .body
        if let breach = watch.readCame(count, headEndedNow: headEndedNow, maxHeadBytes: maxHeadBytes) {
            context.fireUserInboundEventTriggered(breach)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        context.fireChannelReadComplete()
        if watch.phase == .lingering { context.read() }
        arm(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if watch.phase == .lingering, let event = event as? ChannelEvent, event == .inputClosed {
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        given += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if readerHasStopped(context) { return cut(context) }
        arm(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        if watch.callerIsSending { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
        guard watch.phase != .lingering else { return }
        watch.lingers()
        context.read()
        arm(context)
    }

    private func readerHasStopped(_ context: ChannelHandlerContext) -> Bool {
        guard context.channel.isActive,
            let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        else { return false }
        isGiving = waiting > 0
        return watch.isStalled(gone: given - waiting, waiting: waiting, at: .now())
    }

    /// Without farewell: what the reader does not take must not stay in the system's memory either.
    private func cut(_ context: ChannelHandlerContext) {
        (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            .whenFailure { _ in }
        context.fireUserInboundEventTriggered(ConnectionWatch.Breach.stalled)
        context.close(promise: nil)
    }

    /// Has the timer fire in time for the next deadline.
    private func arm(_ context: ChannelHandlerContext) {
        guard let next = watch.nextLook, context.channel.isActive else { return }
        if let timer {
            guard next < timer.at else { return }
            timer.task.cancel()
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: next) {
            let (handler, context) = bound.value
            handler.timer = nil
            handler.look(context)
        }
        timer = (task, next)
    }

    private func look(_ context: ChannelHandlerContext) {
        if readerHasStopped(context) { return cut(context) }
        switch watch.breach(at: .now(), isReading: isReading, isGiving: isGiving) {
        case nil: arm(context)
        case .lingered: context.close(promise: nil)
        case let breach?: context.fireUserInboundEventTriggered(breach)
        }
    }
}
