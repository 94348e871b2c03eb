using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Folds hazards. What was closed or dropped long ago leaves it with the next one that is.</summary>
internal sealed class HazardsView : View<HazardsKnown>
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public override string Name => "hazards";
    public override HazardsKnown Empty => HazardsKnown.None;
    protected override IReadOnlyList<ILights<HazardsKnown>> Lights { get; } = [new HazardLights()];

    // A drill is played where the hazards are as they were when it began.
    protected override HazardsKnown Fork(HazardsKnown state) => state;

    protected override HazardsKnown Fold(HazardsKnown state, Happened happened)
    {
        if (happened.Event is not HazardEvent e)
            return state;
        var id = new HazardId(Guid.Parse(happened.Entity.Key));
        var community = Community(state, id, e);
        // One that left memory is opened again by an act that brings nothing of it: what was known of it is read from its stream.
        if (community is null)
            return state;
        var before = state.Find(community, id)?.State ?? HazardCase.None;
        var after = state.With(new(id, HazardCase.Evolve(before, e)));
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

/// <summary>Figures of each community and nothing of any hazard.</summary>
internal sealed class HazardLights : LightsOf<HazardsKnown, string>
{
    protected override string View => "hazards";

    protected override IEnumerable<string> Touched(HazardsKnown before, HazardsKnown after, Happened happened) =>
        happened.Event is HazardEvent ? after.All.Where(one => !ReferenceEquals(before.Of(one.Key), one.Value)).Select(one => one.Key) : [];

    protected override IEnumerable<string> Near(HazardsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.All.Keys.Where(code => code.StartsWith(group.Id, StringComparison.Ordinal)) : [];

    protected override Light? Of(HazardsKnown state, string thing, string realm) =>
        state.All.ContainsKey(thing)
            ? new(thing, () => HazardFigures.Of(thing, state.Of(thing).Values), Audience.Division(realm, thing))
            : null;
}

/// <param name="Reported">Waiting for the committee's look.</param>
/// <param name="Open">Found and not closed.</param>
/// <param name="Late">At the committee's or the street's.</param>
/// <param name="Street">Those that the street has: late for long, refused by an owner, a major one to close, a proposal to answer.</param>
internal sealed record HazardFigures(string Community, int Reported, int Found, int Open, int Late, int Street, int Danger)
{
    public static HazardFigures Of(string community, IEnumerable<HazardKnown> all)
    {
        var (reported, found, open, late, street, danger) = (0, 0, 0, 0, 0, 0);
        foreach (var one in all)
        {
            var state = one.State;
            reported += state.Stage == HazardStage.Reported ? 1 : 0;
            found += state.Stage == HazardStage.Found ? 1 : 0;
            open += state.Open ? 1 : 0;
            late += state.LateLevel > 0 ? 1 : 0;
            street += IsStreets(state) ? 1 : 0;
            danger += state.Open && state.Facts is { Danger: true } && state.Incident is null ? 1 : 0;
        }
        return new(community, reported, found, open, late, street, danger);
    }

    public static bool IsStreets(HazardCase state) =>
        state.LateLevel > 1 || state.Stage is HazardStage.Returned or HazardStage.Checked || state.Proposal is { Taken: null };
}
