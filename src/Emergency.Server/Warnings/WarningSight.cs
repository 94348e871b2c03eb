using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Warnings;
using Emergency.Server.Identity;
using Emergency.Server.Places;
using Emergency.Server.Views;

namespace Emergency.Server.Warnings;

/// <summary>Finds a warning one may know of: who lives under it, who is above it, and the desk that received it. The views are waited for before "unknown" is said.</summary>
public sealed class WarningSight(Folding folding)
{
    public async ValueTask<(WarningKnown? Warning, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<WarningsKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return (known.Of<WarningsKnown>(asked.Realm).Find(new(id)) is { State.Facts: { } facts } found && Sees(asked, facts) ? found : null, known);
    }

    public static bool Sees(Asked asked, WarningFacts facts)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(facts);
        return asked.Grants.Any(grant => facts.Touches(grant.Scope.Division) || facts.Home.StartsWith(grant.Scope.Division, StringComparison.Ordinal));
    }
}

/// <summary>A warning in full.</summary>
/// <param name="Message">What names the message it came with.</param>
/// <param name="References">Earlier messages it took the place of.</param>
/// <param name="Ended">The later message that replaced it or took it back.</param>
/// <param name="Receivers">The communities and streets it holds for: whose people are called.</param>
/// <param name="Called">Those that were called.</param>
/// <param name="ConfirmedBy">In which role somebody of the desk confirmed it.</param>
public sealed record WarningShown(WarningLight Warning, MessageKey Message, ListOf<MessageKey> References, ListOf<WarningText> Texts, ListOf<WarningArea> Areas, LaterWord? Ended, Role? ConfirmedBy, ListOf<string> Receivers, ListOf<string> Called)
{
    public static WarningShown Of(WarningKnown warning, PlacesKnown places)
    {
        ArgumentNullException.ThrowIfNull(warning);
        var facts = warning.State.Facts!;
        return new(WarningLight.Of(warning), facts.Key, facts.References, facts.Texts, facts.Areas, warning.State.Ended, warning.State.ConfirmedBy?.Role, WarningReach.Of(facts.Divisions, places), warning.State.Called);
    }
}
