using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>
/// Keeps the events of realms for judging. A drill lasts about an hour in one or a few communities, so they fit in memory, and they vanish
/// with the process.
/// </summary>
internal sealed class RealmLogView : View<RealmLogKnown>
{
    public override string Name => "realm-log";
    public override RealmLogKnown Empty => RealmLogKnown.None;

    protected override RealmLogKnown Fold(RealmLogKnown state, Happened happened) =>
        happened.Entity.Realm == Entities.Live ? state : state.With(happened);
}
