using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Warnings;

/// <summary>Folds warnings; divisions that are warned hear of it, those above and below them too. What ends, and what is only an exercise, is nobody's light.</summary>
public sealed class WarningsView : View<WarningsKnown>
{
    private const string Warning = "warning";

    public override string Name => "warnings";
    public override WarningsKnown Empty => WarningsKnown.None;

    protected override WarningsKnown Fold(WarningsKnown state, Happened happened, Changes changes)
    {
        switch (happened.Event)
        {
            case DivisionRegistered e: return state with { Codes = state.Codes.Add(e.Code) };
            case DivisionRemoved e: return state with { Codes = state.Codes.Remove(e.Code) };
            case WarningEvent e: return Folded(state, happened, e, changes);
            default: return state;
        }
    }

    public override void Show(WarningsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var one in state.Running.Values)
            if (one.State.Facts!.Touches(group.Id) || one.State.Facts.Home.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Warning, one.Id.ToString(), WarningLight.Of(one));
    }

    private static WarningsKnown Folded(WarningsKnown state, Happened happened, WarningEvent e, Changes changes)
    {
        var id = new WarningId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new WarningKnown(id, Domain.Warnings.Warning.Evolve(before?.State ?? Domain.Warnings.Warning.None, e), before?.ReceivedAt ?? happened.Position, before?.At ?? happened.Meta.At) { EndedAt = e switch { WarningExpired => before?.State.Facts?.Until, WarningLifted or WarningCancelled => happened.Meta.At, _ => before?.EndedAt } };
        if (changes.Wanted && (after.Warns || before?.Warns == true))
            foreach (var code in Watching(state, after.State.Facts!)) changes.To(Group.Division(happened.Entity.Realm, code), Warning, id.ToString(), after.Warns ? WarningLight.Of(after) : null);
        return state.With(after);
    }

    // The desk that received it, each division it reaches, all above them and all below.
    private static HashSet<string> Watching(WarningsKnown state, WarningFacts facts)
    {
        var watching = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in facts.Divisions.Prepend(facts.Home))
            foreach (var digits in (ReadOnlySpan<int>)[12, 9, 6, 4, 2])
                if (code.Length >= digits) watching.Add(code[..digits]);
        watching.UnionWith(state.Codes.Where(facts.Touches));
        return watching;
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
/// <param name="Unattended">Nobody of the desk has confirmed it for two minutes: who leads the shift is rung.</param>
/// <param name="LiftedFor">Communities and streets for which it is over, while it stays in force for the rest.</param>
public sealed record WarningLight(WarningId Id, string Home, WarningStage Stage, WarningStatus Status, bool Public, Category Hazard, WarningLevel? Level, string Event, string? Issuer, string? Headline, DateTimeOffset From, DateTimeOffset? Onset, DateTimeOffset Until, ListOf<string> Divisions, DateTimeOffset ReceivedAt, DateTimeOffset? ConfirmedAt, int Called, ListOf<LaterWord> Asks, bool ByHand, bool Unlisted, bool Unattended, ListOf<string> LiftedFor)
{
    public static WarningLight Of(WarningKnown warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        var (state, facts) = (warning.State, warning.State.Facts!);
        var text = facts.Texts.FirstOrDefault(one => one.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) ?? facts.Texts[0];
        return new(warning.Id, facts.Home, state.Stage, facts.Status, facts.Public, facts.Hazard, facts.Level, text.Event, text.Issuer, text.Headline, facts.From, facts.Onset, facts.Until, facts.Divisions, warning.At, state.ConfirmedAt, state.Called.Count, state.Questions, facts.ByHand == true, facts.Unlisted == true,
            state is { Unattended: true, ConfirmedAt: null }, state.LiftedFor);
    }
}
