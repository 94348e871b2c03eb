using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Patrols;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Patrols;

/// <summary>All patrol rounds that are kept, each as its present round stands.</summary>
internal sealed record PatrolsKnown(ImmutableDictionary<PatrolId, Patrol> All)
{
    public static readonly PatrolsKnown None = new(ImmutableDictionary<PatrolId, Patrol>.Empty);

    public Patrol? Find(PatrolId id) => All.GetValueOrDefault(id);

    public IEnumerable<(PatrolId Id, Patrol State)> In(string division) =>
        All.Where(one => one.Value.Community.StartsWith(division, StringComparison.Ordinal)).Select(one => (one.Key, one.Value));
}

/// <summary>Folds patrols; what has ended leaves it.</summary>
internal sealed class PatrolsView : View<PatrolsKnown>
{
    public override string Name => "patrols";
    public override PatrolsKnown Empty => PatrolsKnown.None;

    protected override PatrolsKnown Fold(PatrolsKnown state, Happened happened)
    {
        if (happened.Event is not PatrolEvent e)
            return state;
        var id = new PatrolId(Guid.Parse(happened.Entity.Key));
        var after = Patrol.Evolve(state.Find(id) ?? Patrol.None, e);
        return new(after.Stage == PatrolStage.Kept ? state.All.SetItem(id, after) : state.All.Remove(id));
    }
}
