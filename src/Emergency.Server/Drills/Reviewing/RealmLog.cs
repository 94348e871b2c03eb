using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Reviewing;

/// <summary>What has happened in one drill's realm, in position order; of live nothing is held.</summary>
public sealed record RealmLog(ImmutableList<RealmEvent> Events, DoorFacts Doors)
{
    public static readonly RealmLog None = new(ImmutableList<RealmEvent>.Empty, DoorFacts.None);

    internal RealmLog With(Happened happened)
    {
        var (doors, told) = Doors.Of(happened);
        return new(Events.AddRange(told), doors);
    }
}

/// <summary>Keeps the events of realms for judging: a drill is an hour of one or a few communities, and what it holds is gone with the program.</summary>
public sealed class RealmLogView : View<RealmLog>
{
    public override string Name => "realm-log";
    public override RealmLog Empty => RealmLog.None;

    protected override RealmLog Fold(RealmLog state, Happened happened, Changes changes) => happened.Entity.Realm == Entities.Live ? state : state.With(happened);
}
