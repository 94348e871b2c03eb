using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>
/// A drill on a desk: title, state, and speed of its clock. <paramref name="Real"/>: real incidents that have stopped it (真实警情).
/// </summary>
/// <param name="Broken">Lines and networks that fail in it now; pages in the realm behave accordingly.</param>
/// <param name="Then">The realm's time at <paramref name="Since"/> of the live clock; since then it runs <paramref name="Factor"/> times as fast, 0 while it stands. Null before the start.</param>
internal sealed record DrillLight(
    DrillId Id,
    string Realm,
    string Title,
    DrillForm Form,
    DrillStage Stage,
    string Authority,
    ListOf<string> Communities,
    string StopWord,
    DateTimeOffset? Since,
    DateTimeOffset? Then,
    int Factor,
    ListOf<IncidentId> Real,
    ListOf<OutageLight> Broken
)
{
    /// <summary>
    /// The drill of a drill event. Any other event can end the retention of a past drill's realm, which changes no
    /// signal.
    /// </summary>
    public static IEnumerable<DrillId> Touched(Happened happened) =>
        happened.Event is DrillEvent ? [new(Guid.Parse(happened.Entity.Key))] : [];

    public static DrillLight Of(DrillKnown drill)
    {
        var (state, facts) = (drill.State, drill.Facts);
        return new(
            drill.Id,
            drill.Realm,
            facts.Title,
            facts.Form,
            state.Stage,
            facts.Authority,
            facts.Communities,
            facts.StopWord,
            state.Clock?.Since,
            state.Clock?.Then,
            state.Clock?.Factor ?? 0,
            [.. state.Real.OrderBy(one => one.Value)],
            [.. state.Broken.OrderBy(one => one.Until).Select(one => new OutageLight(one.Line, one.From, one.Until))]
        );
    }
}

/// <summary>A failure in a drill until a time of its clock: of the line to a hotline or, where <paramref name="Line"/> is null, of the players' network.</summary>
internal sealed record OutageLight(string? Line, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Signals of a running drill to its communities and all above them. An unannounced drill is signalled to nobody before its start.
/// </summary>
internal sealed class DrillLights : LightsOf<DrillsKnown, DrillId>
{
    protected override string View => "drill";

    protected override IEnumerable<DrillId> Touched(DrillsKnown before, DrillsKnown after, Happened happened) =>
        DrillLight.Touched(happened);

    protected override IEnumerable<DrillId> Near(DrillsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Playing : [];

    protected override Light? Of(DrillsKnown state, DrillId thing, string realm) =>
        state.Find(thing) is { State.Playing: true } drill
            ? new(thing.ToString(), () => DrillLight.Of(drill), [.. drill.Facts.Communities.Select(code => Audience.Division(realm, code))])
            : null;
}

/// <summary>Signals of a started drill, for good, to the same divisions in its own realm.</summary>
internal sealed class RealmDrillLights : LightsOf<DrillsKnown, DrillId>
{
    protected override string View => "drill";
    protected override bool Crosses => true;

    protected override IEnumerable<DrillId> Touched(DrillsKnown before, DrillsKnown after, Happened happened) =>
        DrillLight.Touched(happened);

    protected override IEnumerable<DrillId> Near(DrillsKnown state, string realm, Group group) =>
        group.Kind == "division" && state.OfRealm(group.Realm) is { } drill ? [drill.Id] : [];

    protected override Light? Of(DrillsKnown state, DrillId thing, string realm) =>
        state.Find(thing) is { Began: not null } drill
            ? new(
                thing.ToString(),
                () => DrillLight.Of(drill),
                [.. drill.Facts.Communities.Select(code => Audience.Division(drill.Realm, code))]
            )
            : null;
}
