using Akka.Actor;
using Akka.Coordination;
using Emergency.Engine.Actors;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Cluster;

/// <summary>Nodes that no longer hear each other go on where they are the first to write themselves into table duty: the journal lies there too, so whoever cannot reach it had better end. Renewed as long as it is held; who asked for it hears when it is lost.</summary>
public sealed class DatabaseLease : Lease
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15),
        Renewal = TimeSpan.FromSeconds(5);
    private readonly Surroundings _around;
    private volatile bool _held;
    private ITimer? _renewing;
    private long _renewed;

    public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        _around = Surroundings.Of(system);
        system.RegisterOnTermination(End);
    }

    private IHolding Holding => _around.Notes;

    public override Task<bool> Acquire() => Acquire(static _ => { });

    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        var asked = TimeProvider.System.GetTimestamp();
        if (!await Holding.HoldDuty(Settings.LeaseName, Settings.OwnerName, Term, CancellationToken.None))
            return _held = false;
        _renewed = asked;
        _held = true;
        _renewing?.Dispose();
        _renewing = TimeProvider.System.CreateTimer(_ => _ = Renew(leaseLostCallback), null, Renewal, Renewal);
        return true;
    }

    private async Task Renew(Action<Exception> lost)
    {
        var asked = TimeProvider.System.GetTimestamp();
        bool? mine = null;
#pragma warning disable CA1031 // The database is away: it is held until its term is over.
        try
        {
            mine = await Holding.HoldDuty(Settings.LeaseName, Settings.OwnerName, Term, CancellationToken.None);
        }
        catch (Exception away)
        {
            Storage.Log.TriedAgain(_around.Log, $"lease {Settings.LeaseName}", away);
        }
#pragma warning restore CA1031
        if (mine is true)
            _renewed = asked;
        if (!_held || mine is true || (mine is null && TimeProvider.System.GetElapsedTime(_renewed) < Term))
            return;
        End();
        NodeLog.LeaseLost(_around.Log, Settings.LeaseName, Settings.OwnerName);
        lost(new InvalidOperationException($"the lease {Settings.LeaseName} is held by others"));
    }

    public override async Task<bool> Release()
    {
        End();
        await Holding.ReleaseDuty(Settings.LeaseName, Settings.OwnerName, CancellationToken.None);
        return true;
    }

    public override bool CheckLease() => _held;

    private void End()
    {
        _held = false;
        _renewing?.Dispose();
        _renewing = null;
    }
}
