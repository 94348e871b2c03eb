using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>While it warns, to the desk that received it, each division it reaches, all above them and all below. What is only an exercise is nobody's light.</summary>
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
/// <param name="From">In force from then, until just before <paramref name="Until"/>.</param>
/// <param name="Divisions">The largest that are warned whole; empty where its area is in no division we know.</param>
/// <param name="ConfirmedAt">Null until somebody of the desk has confirmed it.</param>
/// <param name="Called">How many communities and streets were called.</param>
/// <param name="Asks">What other senders said of it: it waits for a person of the desk.</param>
/// <param name="ByHand">Written by the desk itself.</param>
/// <param name="Unlisted">Its sender is not on the desk's list.</param>
/// <param name="Hazard">Null where nobody could say from the message what it is.</param>
/// <param name="Waits">What a person of the desk has to say of it; null once that is said.</param>
/// <param name="AsksWhere">A person says whom it holds for before anybody is called.</param>
/// <param name="NotUnderstood">How many places of the message were not understood.</param>
/// <param name="Unattended">Nobody of the desk has confirmed it for two minutes: who leads the shift is rung.</param>
/// <param name="LiftedFor">Communities and streets for which it is over, while it stays in force for the rest.</param>
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
