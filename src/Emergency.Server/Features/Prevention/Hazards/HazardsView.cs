using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Folds hazards. Hazards closed or dropped long ago leave memory when another one is closed or dropped.</summary>
internal sealed class HazardsView : View<HazardsKnown>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public override string Name => "hazards";
    public override HazardsKnown Empty => HazardsKnown.None;
    protected override IReadOnlyList<ILights<HazardsKnown>> Lights { get; } = [new HazardLights()];

    // A drill starts with the hazards as they are at its beginning.
    protected override HazardsKnown Fork(HazardsKnown state) => state;

    protected override HazardsKnown Fold(HazardsKnown state, Happened happened)
    {
        if (happened.Event is not HazardEvent e)
            return state;
        var id = new HazardId(Guid.Parse(happened.Entity.Key));
        var community = Community(state, id, e);
        // An event that opens a hazard again after it left memory brings none of its facts: they stay in its stream.
        if (community is null)
            return state;
        var before = state.Find(community, id)?.State ?? HazardCase.None;
        var kept = e is HazardMoved ? state.Without(community, [id]) : state;
        var after = kept.With(new(id, HazardCase.Evolve(before, e)));
        return e is HazardClosed or HazardDropped ? Forgotten(after, community, happened.Meta.At - Kept) : after;
    }

    private static string? Community(HazardsKnown state, HazardId id, HazardEvent e) =>
        e switch
        {
            HazardFound x => string.Intern(x.Community),
            HazardReported x => string.Intern(x.Community),
            HazardTakenOver x => string.Intern(x.Community),
            _ => state.All.FirstOrDefault(one => one.Value.ContainsKey(id)).Key,
        };

    private static HazardsKnown Forgotten(HazardsKnown state, string community, DateTimeOffset before)
    {
        var old = state
            .Of(community)
            .Values.Where(one => one.State.Stage is HazardStage.Closed or HazardStage.Dropped && one.State.Since < before)
            .Select(one => one.Id)
            .ToList();
        return old.Count == 0 ? state : state.Without(community, old);
    }
}
