using System.Collections.Immutable;
using Emergency.Domain.Drills;
using Emergency.Engine;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>Events in one drill's realm, in position order; empty for live.</summary>
internal sealed record RealmLogKnown(ImmutableList<RealmEvent> Events, DoorFacts Doors)
{
    public static readonly RealmLogKnown None = new(ImmutableList<RealmEvent>.Empty, DoorFacts.None);

    internal RealmLogKnown With(Happened happened)
    {
        var (doors, told) = Doors.Of(happened);
        return new(Events.AddRange(told), doors);
    }
}
