using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// Finds a warning visible to the asker: to people under it, above it, and of the desk that received it. Waits for the
/// views before it answers "unknown".
/// </summary>
internal static class WarningSight
{
    public static bool Sees(Asked asked, WarningFacts facts) =>
        asked.Grants.Any(grant =>
            facts.Touches(grant.Scope.Division) || facts.Home.StartsWith(grant.Scope.Division, StringComparison.Ordinal)
        );

    /// <summary>True when somebody works for the desk, or for a division above it.</summary>
    public static bool IsOfDesk(Asked asked, string home) =>
        home.Length > 0 && asked.Grants.Any(grant => home.StartsWith(grant.Scope.Division, StringComparison.Ordinal));
}

/// <summary>A warning in full.</summary>
/// <param name="Message">Key of its message.</param>
/// <param name="References">Earlier messages that it replaced.</param>
/// <param name="Ended">The later message that replaced or ended it.</param>
/// <param name="Receivers">The communities and streets it holds for, whose people are called.</param>
/// <param name="Called">Divisions that were called.</param>
/// <param name="Excluded">Divisions that its words leave out; null where they leave out nothing.</param>
/// <param name="AsksWhere">True when a person must name its divisions before anybody is called.</param>
/// <param name="Marks">Parts of the message that were not understood.</param>
/// <param name="MayMean">Warnings it can end, while it waits for a person to settle it.</param>
/// <param name="ConfirmedBy">Role of the person of the desk who confirmed it.</param>
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

/// <summary>A message that waits for a person of the desk to say which warnings it ends.</summary>
/// <param name="Warning">Its own warning; null where it only ends others.</param>
/// <param name="Divisions">Divisions where it announces an end; empty where it does not say.</param>
/// <param name="MayMean">Warnings in force that it can mean.</param>
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
