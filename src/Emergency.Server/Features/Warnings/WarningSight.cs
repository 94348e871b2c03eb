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

    /// <summary>Whether somebody works for the desk, or for what is above it.</summary>
    public static bool IsOfDesk(Asked asked, string home) =>
        home.Length > 0 && asked.Grants.Any(grant => home.StartsWith(grant.Scope.Division, StringComparison.Ordinal));
}

/// <summary>A warning in full.</summary>
/// <param name="Message">What names the message it came with.</param>
/// <param name="References">Earlier messages it took the place of.</param>
/// <param name="Ended">The later message that replaced it or took it back.</param>
/// <param name="Receivers">The communities and streets it holds for: whose people are called.</param>
/// <param name="Called">Those that were called.</param>
/// <param name="Excluded">Divisions that its words leave out; null where they leave out nothing.</param>
/// <param name="AsksWhere">A person says whom it holds for before anybody is called.</param>
/// <param name="Marks">What of the message was not understood.</param>
/// <param name="MayMean">Where it waits for a person to say what it takes back: what that may be.</param>
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
    ListOf<string> Called,
    ListOf<string>? Excluded,
    bool AsksWhere,
    ListOf<MessageMark> Marks,
    ListOf<WarningLight> MayMean
)
{
    public static WarningShown Of(WarningKnown warning, WarningsKnown warnings, PlacesKnown places)
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
            warning.State.Called,
            facts.Excluded,
            facts.AsksWhere,
            facts.Marks ?? [],
            warning.State.Waits ? [.. warnings.MayBeMeantBy(warning).Select(WarningLight.Of)] : []
        );
    }
}

/// <summary>A message that waits for a person of the desk to say what it takes back.</summary>
/// <param name="Warning">Where it warns of something itself; else it only takes back.</param>
/// <param name="Divisions">Where it is over, as it says; empty where it does not say.</param>
/// <param name="MayMean">What is in force and may be meant.</param>
internal sealed record WaitingMessage(
    WarningId Id,
    MessageKey Message,
    DateTimeOffset ReceivedAt,
    WarningLight? Warning,
    WarningDoubt? Doubt,
    Category? Hazard,
    ListOf<WarningText> Texts,
    string? Note,
    ListOf<string> Divisions,
    ListOf<WarningLight> MayMean
)
{
    public static WaitingMessage Of(WarningKnown message, WarningsKnown warnings)
    {
        ListOf<WarningLight> mayMean = [.. warnings.MayBeMeantBy(message).Select(WarningLight.Of)];
        if (message.State.Facts is { } facts)
            return new(
                message.Id,
                facts.Key,
                message.At,
                WarningLight.Of(message),
                facts.Doubt,
                facts.Hazard,
                facts.Texts,
                null,
                facts.Divisions,
                mayMean
            );
        var back = message.State.TakesBack!;
        return new(
            message.Id,
            back.Key,
            message.At,
            null,
            null,
            back.Said?.Hazard,
            back.Said?.Texts ?? [],
            back.Said?.Note,
            back.Said?.Divisions ?? [],
            mayMean
        );
    }
}
