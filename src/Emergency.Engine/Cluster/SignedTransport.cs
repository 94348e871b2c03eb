using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport;
using Emergency.Engine.Actors;
using Emergency.Engine.Settings;

namespace Emergency.Engine.Cluster;

/// <summary>Lets no word in from whoever does not hold the nodes' secret: each frame is signed with it, handshake and cluster's talk too.</summary>
internal sealed class SignedTransport : ITransportAdapterProvider
{
    /// <summary>Stands in the addresses of nodes: with and without it they do not meet.</summary>
    public const string Scheme = "signed";

    /// <summary>Beginning of the addresses of nodes with these settings.</summary>
    public static string Protocol(ClusterFile file) => $"akka.{Scheme}.{(file.Tls is null ? "tcp" : "ssl.tcp")}";

    public Transport Create(Transport wrappedTransport, ExtendedActorSystem system) =>
        new Adapter(wrappedTransport, Surroundings.Of(system).Key, Logging.GetLogger(system, typeof(SignedTransport)));

    private sealed class Adapter(Transport wrapped, byte[] key, ILoggingAdapter log)
        : AbstractTransportAdapter(wrapped),
            IAssociationEventListener
    {
        private Task<IAssociationEventListener>? _above;

        protected override SchemeAugmenter SchemeAugmenter { get; } = new(Scheme);

        public override long MaximumPayloadBytes => WrappedTransport.MaximumPayloadBytes - SignedFrames.Most;

        protected override Task<IAssociationEventListener> InterceptListen(
            Address listenAddress,
            Task<IAssociationEventListener> listenerTask
        )
        {
            _above = listenerTask;
            return Task.FromResult<IAssociationEventListener>(this);
        }

        protected override void InterceptAssociate(Address remoteAddress, TaskCompletionSource<AssociationHandle> statusPromise) =>
            _ = Call(remoteAddress, statusPromise);

        private async Task Call(Address to, TaskCompletionSource<AssociationHandle> status)
        {
#pragma warning disable CA1031 // The caller has to do with what hinders it.
            try
            {
                status.SetResult(new SignedHandle(await WrappedTransport.Associate(to), new(key, isCaller: true), log));
            }
            catch (Exception e)
            {
                status.SetException(e);
            }
#pragma warning restore CA1031
        }

        public void Notify(IAssociationEvent ev) => _ = Tell(ev);

        private async Task Tell(IAssociationEvent what) =>
            (await _above!).Notify(
                what is InboundAssociation { Association: var handle }
                    ? new InboundAssociation(new SignedHandle(handle, new(key, isCaller: false), log))
                    : what
            );
    }
}
