using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Warnings;

/// <summary>Finds a warning one may know of: who lives under it, who is above it, and the desk that received it. The views are waited for before "unknown" is said.</summary>
internal static class WarningSight
{
    public static bool Sees(Asked asked, WarningFacts facts) =>
        asked.Grants.Any(grant =>
            facts.Touches(grant.Scope.Division) || facts.Home.StartsWith(grant.Scope.Division, StringComparison.Ordinal)
        );
}

/// <summary>A warning in full.</summary>
/// <param name="Message">What names the message it came with.</param>
/// <param name="References">Earlier messages it took the place of.</param>
/// <param name="Ended">The later message that replaced it or took it back.</param>
/// <param name="Receivers">The communities and streets it holds for: whose people are called.</param>
/// <param name="Called">Those that were called.</param>
/// <param name="ConfirmedBy">In which role somebody of the desk confirmed it.</param>
internal sealed record WarningShown(
    WarningLight Warning,
    MessageKey Message,
    ListOf<MessageKey> References,
    ListOf<WarningText> Texts,
    ListOf<WarningArea> Areas,
    LaterWord? Ended,
    Role? ConfirmedBy,
    ListOf<string> Receivers,
    ListOf<string> Called
)
{
    public static WarningShown Of(WarningKnown warning, PlacesKnown places)
    {
        var facts = warning.State.Facts!;
        return new(
            WarningLight.Of(warning),
            facts.Key,
            facts.References,
            facts.Texts,
            facts.Areas,
            warning.State.Ended,
            warning.State.ConfirmedBy?.Role,
            WarningReach.Of(facts.Divisions, places),
            warning.State.Called
        );
    }
}
