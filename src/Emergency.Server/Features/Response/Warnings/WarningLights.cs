using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// Pushes a warning in force to the desk that received it, to each division it reaches, and to all above and below them.
/// Exercises are not pushed.
/// </summary>
internal sealed class WarningLights : LightsOf<WarningsKnown, WarningId>
{
    protected override string View => "warning";

    protected override bool IsNews(Happened happened) => happened.Event is not DivisionEvent;

    protected override IEnumerable<WarningId> Touched(WarningsKnown before, WarningsKnown after, Happened happened) =>
        happened.Event is DivisionEvent
            ? after.Running.Values.Where(one => one.State.Facts!.Touches(happened.Entity.Key)).Select(one => one.Id)
            : [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<WarningId> Near(WarningsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Running.Values.Select(one => one.Id) : [];

    protected override Light? Of(WarningsKnown state, WarningId thing, string realm)
    {
        if (state.Find(thing) is not { Warns: true, State.Facts: { } facts } warning)
            return null;
        IEnumerable<Audience> reached = facts.Divisions.SelectMany(code =>
            new[] { Audience.Division(realm, code), Audience.Within(realm, code, state.Codes) }
        );
        return new(thing.ToString(), () => WarningLight.Of(warning), [Audience.Division(realm, facts.Home), .. reached]);
    }
}

/// <summary>A warning on a desk, a map or a phone. The whole text and the shapes come by GET.</summary>
/// <param name="Event">The hazard in the issuer's own word: 暴雨.</param>
/// <param name="From">Time from which it is in force, until just before <paramref name="Until"/>.</param>
/// <param name="Divisions">The largest divisions that are warned whole; empty where its area is in no division we know.</param>
/// <param name="ConfirmedAt">Null until somebody of the desk has confirmed it.</param>
/// <param name="Called">Number of communities and streets called.</param>
/// <param name="Asks">Contrary words of other senders: they wait for a person of the desk.</param>
/// <param name="ByHand">True when the desk wrote it.</param>
/// <param name="Unlisted">True when its sender is not on the desk's list.</param>
/// <param name="Hazard">Null where the message does not say it.</param>
/// <param name="Waits">Question that a person of the desk must answer; null once it is answered.</param>
/// <param name="AsksWhere">True when a person must name its divisions before anybody is called.</param>
/// <param name="NotUnderstood">Number of parts of the message that were not understood.</param>
/// <param name="Unattended">True when nobody of the desk has confirmed it for two minutes: the shift leader is rung.</param>
/// <param name="LiftedFor">Communities and streets for which it is lifted, while it stays in force for the rest.</param>
internal sealed record WarningLight(
    WarningId Id,
    string Home,
    WarningStage Stage,
    WarningStatus Status,
    bool Public,
    Category? Hazard,
    WarningLevel? Level,
    string Event,
    string? Issuer,
    string? Headline,
    DateTimeOffset From,
    DateTimeOffset? Onset,
    DateTimeOffset Until,
    ListOf<string> Divisions,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ConfirmedAt,
    int Called,
    ListOf<LaterWord> Asks,
    bool ByHand,
    bool Unlisted,
    bool Unattended,
    ListOf<string> LiftedFor,
    WarningDoubt? Waits,
    bool AsksWhere,
    int NotUnderstood
)
{
    public static WarningLight Of(WarningKnown warning)
    {
        var (state, facts) = (warning.State, warning.State.Facts!);
        var text = facts.Texts.FirstOrDefault(one => one.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) ?? facts.Texts[0];
        return new(
            warning.Id,
            facts.Home,
            state.Stage,
            facts.Status,
            facts.Public,
            facts.Hazard,
            facts.Level,
            text.Event,
            text.Issuer,
            text.Headline,
            facts.From,
            facts.Onset,
            facts.Until,
            facts.Divisions,
            warning.At,
            state.ConfirmedAt,
            state.Called.Count,
            state.Questions,
            facts.ByHand == true,
            facts.Unlisted == true,
            state is { Unattended: true, ConfirmedAt: null },
            state.LiftedFor,
            state.Waits ? facts.Doubt : null,
            facts.AsksWhere && state.ConfirmedAt is null,
            facts.Marks?.Count ?? 0
        );
    }
}
