using Akka.Actor;
using Emergency.Engine.Own.Storing;

namespace Emergency.Engine.Akka.Nodes;

/// <summary>The duty desk, wherever in the cluster it is.</summary>
internal sealed class AskedDesk(IActorRef desk) : IHolding
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop) =>
        (await desk.Ask<Claimed>(new Claim(duty, node, (long)term.TotalMilliseconds), Patience, stop)).Mine;

    public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop)
    {
        desk.Tell(new GiveBack(duty, node), ActorRefs.NoSender);
        return ValueTask.CompletedTask;
    }
}
