using Akka.Event;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace Emergency.Engine.Cluster;

/// <summary>A connection to another node: signs what goes, and ends at the first frame that the other side has not signed.</summary>
internal sealed class SignedHandle : AbstractTransportAdapterHandle, IHandleEventListener
{
    private readonly SignedFrames _frames;
    private readonly ILoggingAdapter _log;
    private readonly Lock _lock = new();
    private IHandleEventListener? _above;
    private bool _refused;

    public SignedHandle(AssociationHandle below, SignedFrames frames, ILoggingAdapter log)
        : base(below, SignedTransport.Scheme)
    {
        (_frames, _log) = (frames, log);
        _ = Listen();
    }

    private async Task Listen()
    {
        _above = await ReadHandlerSource.Task;
        WrappedHandle.ReadHandlerSource.SetResult(this);
    }

    // Heartbeats and the rest come from two actors: the order of numbers is the order on the wire.
    public override bool Write(ByteString payload)
    {
        lock (_lock)
        {
            // A heartbeat of a connection that is not open yet.
            if (!_frames.MayWrite)
                return true;
            var written = WrappedHandle.Write(UnsafeByteOperations.UnsafeWrap(_frames.Write(payload.Span)));
            if (written)
                _frames.Sent();
            return written;
        }
    }

    [Obsolete("As the base class says.")]
    public override void Disassociate() => WrappedHandle.Disassociate();

    public void Notify(IHandleEvent ev)
    {
        if (ev is not InboundPayload frame)
        {
            _above!.Notify(ev);
            return;
        }
        byte[]? bytes;
        lock (_lock)
        {
            if (_refused)
                return;
            _refused = !_frames.TryRead(frame.Payload.Span, out bytes);
        }
        if (bytes is not null)
        {
            _above!.Notify(new InboundPayload(UnsafeByteOperations.UnsafeWrap(bytes)));
            return;
        }
        _log.Warning("{0} was not let in among the nodes: it does not hold their secret", RemoteAddress);
        WrappedHandle.Disassociate("it does not hold the nodes' secret", _log);
    }
}
