using Emergency.Domain.Hazards;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

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

/// <param name="Reported">Hazards that wait for the committee's look.</param>
/// <param name="Open">Hazards found and not closed.</param>
/// <param name="Late">Hazards late at the committee or the street.</param>
/// <param name="Mended">Hazards reported as mended that must be checked.</param>
/// <param name="Street">Hazards that the street must handle: late for long, refused by an owner, a major one to close, a
/// proposal to answer.</param>
internal sealed record HazardFigures(
    string Community,
    int Reported,
    int Found,
    int Open,
    int Late,
    int Street,
    int Danger,
    int Assigned,
    int Mending,
    int Mended
)
{
    public static HazardFigures Of(string community, IEnumerable<HazardKnown> all)
    {
        var (reported, found, open, late, street, danger) = (0, 0, 0, 0, 0, 0);
        var (assigned, mending, mended) = (0, 0, 0);
        foreach (var one in all)
        {
            var state = one.State;
            reported += state.Stage == HazardStage.Reported ? 1 : 0;
            found += state.Stage == HazardStage.Found ? 1 : 0;
            assigned += state.Stage == HazardStage.Assigned ? 1 : 0;
            mending += state.Stage == HazardStage.Mending ? 1 : 0;
            mended += state.Stage == HazardStage.Mended ? 1 : 0;
            open += state.Open ? 1 : 0;
            late += state.LateLevel > 0 ? 1 : 0;
            street += IsStreets(state) ? 1 : 0;
            danger += state.Open && state.Facts is { Danger: true } && state.Incident is null ? 1 : 0;
        }
        return new(community, reported, found, open, late, street, danger, assigned, mending, mended);
    }

    public static bool IsStreets(HazardCase state) =>
        state.LateLevel > 1 || state.Stage is HazardStage.Returned or HazardStage.Checked || state.Proposal is { Taken: null };
}
