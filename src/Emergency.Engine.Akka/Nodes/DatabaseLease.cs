using Akka.Actor;
using Akka.Coordination;
using Emergency.Engine.Own.Storing;

namespace Emergency.Engine.Akka.Nodes;

/// <summary>Where the nodes no longer hear each other, those go on who write themselves into table duty first: the journal lies there too, so whoever cannot reach it had better end.</summary>
public sealed class DatabaseLease(LeaseSettings settings, ExtendedActorSystem system) : Lease(settings)
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15);
    private volatile bool _held;

    private IHolding Holding => Surroundings.Of(system).Notes;

    public override Task<bool> Acquire() => Acquire(static _ => { });

    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback) =>
        _held = await Holding.HoldDuty(Settings.LeaseName, Settings.OwnerName, Term, CancellationToken.None);

    public override async Task<bool> Release()
    {
        _held = false;
        await Holding.ReleaseDuty(Settings.LeaseName, Settings.OwnerName, CancellationToken.None);
        return true;
    }

    public override bool CheckLease() => _held;
}
