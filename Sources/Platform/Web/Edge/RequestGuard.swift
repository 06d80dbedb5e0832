import NIOCore
import NIOHTTP1

/// The handler behind the HTTP parser: lets one request through at a time, refuses heads that break the rules, answers
/// what cannot become a request, and alone decides when a connection ends.
///
/// Requests that were sent ahead wait here until the one before them was answered: after the last answer of a
/// connection nothing more is taken from it.
final class RequestGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Asks for `100 Continue`, where the caller waits for it: somebody is about to read the body.
    struct BodyWanted: Sendable {}

    private enum Waiting {
        case part(HTTPServerRequestPart)
        case failure(any Error)
    }

    private let watch: ConnectionWatch
    private let rules: HeadRules
    private let settings: EdgeSettings
    private let desk: EdgeDesk
    private var exchange = Exchange()
    /// Its end has not come.
    private var requestIsOpen = false
    /// Its end was not written.
    private var answerIsOpen = false
    private var answerHasBegun = false
    private var bodyBytes = 0
    /// Nothing more is taken or given.
    private var isOver = false
    private var inputHasEnded = false
    private var isQuiescing = false
    private var waiting = CircularBuffer<Waiting>()
    private var readIsHeld = false

    init(_ watch: ConnectionWatch, _ rules: HeadRules, _ settings: EdgeSettings, _ desk: EdgeDesk) {
        self.watch = watch
        self.rules = rules
        self.settings = settings
        self.desk = desk
    }

    private var mustWait: Bool { answerIsOpen && !requestIsOpen }

    // MARK: From the caller

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        let part = unwrapInboundIn(data)
        guard !mustWait, waiting.isEmpty else { return waiting.append(.part(part)) }
        take(part, context)
    }

    func read(context: ChannelHandlerContext) {
        if mustWait || isOver {
            readIsHeld = true
        } else {
            context.read()
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(var head):
            do throws(EdgeRefusal) {
                exchange = try rules.admit(&head)
            } catch {
                return refuse(error, context, withoutBody: head.method == .HEAD)
            }
            watch.headEnded(exchange)
            (requestIsOpen, answerIsOpen, answerHasBegun, bodyBytes) = (true, true, false, 0)
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body(let bytes):
            bodyBytes += bytes.readableBytes
            watch.bodyCame(bytes.readableBytes)
            guard bodyBytes <= settings.maxBodyBytes else {
                return fail(.tooLarge(limitBytes: settings.maxBodyBytes), context)
            }
            context.fireChannelRead(wrapInboundOut(part))
        case .end:
            requestIsOpen = false
            watch.requestEnded()
            context.fireChannelRead(wrapInboundOut(.end(nil)))
            if !answerIsOpen { goOn(context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isOver else { return }
        guard !mustWait, waiting.isEmpty else { return waiting.append(.failure(error)) }
        failed(error, context)
    }

    private func failed(_ error: any Error, _ context: ChannelHandlerContext) {
        guard let error = error as? HTTPParserError else {
            // The connection itself broke.
            isOver = true
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        fail(EdgeRefusal(error), context)
    }

    /// A request, begun or not, cannot be read to its end: whoever reads it hears so, and the caller gets the answer
    /// unless it has begun to get another.
    private func fail(_ refusal: EdgeRefusal, _ context: ChannelHandlerContext) {
        guard requestIsOpen else { return refuse(refusal, context) }
        requestIsOpen = false
        context.fireErrorCaught(refusal)
        if answerHasBegun {
            exchange.closes = true
            if !answerIsOpen { shut(context) }
        } else {
            refuse(refusal, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let breach as ConnectionWatch.Breach: breached(breach, context)
        case is ChannelShouldQuiesceEvent:
            isQuiescing = true
            closeIfUnused(context)
        case ChannelEvent.inputClosed:
            inputHasEnded = true
            closeIfUnused(context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func closeIfUnused(_ context: ChannelHandlerContext) {
        guard !requestIsOpen, !answerIsOpen, !isOver, waiting.isEmpty else { return }
        isOver = true
        context.close(promise: nil)
    }

    private func breached(_ breach: ConnectionWatch.Breach, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        desk.note(breach)
        switch breach {
        case .slowHead where watch.headBytes > 0: refuse(.slow, context)
        case .slowBody: fail(.slow, context)
        case .headTooLarge: refuse(.headTooLarge, context)
        case .framing: fail(.unreadable("The chunks cost more than they bring."), context)
        case .slowHead, .idle, .stalled, .lingered:
            isOver = true
            context.close(promise: nil)
        }
    }

    // MARK: To the caller

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            context.write(wrapOutboundOut(.head(dressed(head))), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            answerIsOpen = false
            guard !exchange.closes else {
                watch.callerIsSending = requestIsOpen
                return end(context, with: data, promise)
            }
            context.write(data, promise: promise)
            if !requestIsOpen { goOn(context) }
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard exchange.expects, requestIsOpen, !answerHasBegun, bodyBytes == 0, !isOver else { return }
        exchange.expects = false
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }

    /// The head of an answer, with what it says about the connection.
    private func dressed(_ head: HTTPResponseHead) -> HTTPResponseHead {
        var head = head
        answerHasBegun = true
        let rest = exchange.announcedBytes - bodyBytes
        let leavesTooMuch = requestIsOpen && (exchange.isChunked || rest > settings.maxIgnoredBytes || exchange.expects)
        let isLast = isQuiescing || (inputHasEnded && waiting.isEmpty)
        let saysClose = HeadRules.tokens(head.headers["Connection"]).contains("close")
        if exchange.isOld {
            head.version = .http1_0
            if !head.headers.contains(name: "Content-Length") { exchange.closes = true }
        }
        if leavesTooMuch || isLast || saysClose { exchange.closes = true }
        if exchange.closes {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if exchange.isOld {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        return head
    }

    /// After an answer: what was sent ahead, or waiting for the next.
    private func goOn(_ context: ChannelHandlerContext) {
        watch.answered()
        let wasWaiting = !waiting.isEmpty
        while !mustWait, !isOver, let next = waiting.popFirst() {
            switch next {
            case .part(let part): take(part, context)
            case .failure(let error): failed(error, context)
            }
        }
        guard !isOver else { return }
        if wasWaiting { context.fireChannelReadComplete() }
        if inputHasEnded || isQuiescing { closeIfUnused(context) }
        if readIsHeld, !mustWait {
            readIsHeld = false
            context.read()
        }
    }

    private func refuse(_ refusal: EdgeRefusal, _ context: ChannelHandlerContext, withoutBody: Bool = false) {
        desk.note(refusal)
        let (head, body) = refusal.answer(problemTypes: desk.problemTypes)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !withoutBody { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        end(context, with: wrapOutboundOut(.end(nil)))
    }

    /// Writes the last answer's end; when it has left, our side is closed and the other listened to for a while.
    private func end(
        _ context: ChannelHandlerContext, with last: NIOAny, _ promise: EventLoopPromise<Void>? = nil
    ) {
        isOver = true
        waiting.removeAll()
        let left = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        left.futureResult.whenComplete { _ in bound.value.close(mode: .output, promise: nil) }
        context.writeAndFlush(last, promise: left)
    }

    private func shut(_ context: ChannelHandlerContext) {
        isOver = true
        waiting.removeAll()
        context.close(mode: .output, promise: nil)
    }
}
