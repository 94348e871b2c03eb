using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Hotlines;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills;

/// <summary>A drill to be prepared.</summary>
/// <param name="Scenario">The id of its scenario, 1 to 60 characters.</param>
/// <param name="Communities">12 digits each, 1 to 300.</param>
/// <param name="Minutes">How long it should take, 5 to 1,440.</param>
/// <param name="SafetyOfficer">安全员: who may stop it at any time, with a number that works.</param>
/// <param name="StopWord">1 to 20 characters, said by anybody to stop it.</param>
/// <param name="WithoutPeople">Only crews play it: its clock may leap to what is due next. False where left out.</param>
internal sealed record NewDrill(
    string? Title,
    string? Scenario,
    DrillForm? Form,
    ListOf<string>? Communities,
    int? Minutes,
    bool? Announced,
    SafetyOfficer? SafetyOfficer,
    string? StopWord,
    bool? WithoutPeople = null
)
{
    public static IReadOnlyList<string> Faults(NewDrill body)
    {
        return
        [
            .. Checks.Text(body.Title, "$.title", 60, needed: true),
            .. Checks.Text(body.Scenario, "$.scenario", 60, needed: true),
            .. Checks.Need(body.Form is not null, "$.form: tabletop, field or solo"),
            .. Checks.Need(body.Communities is { Count: >= 1 and <= 300 }, "$.communities: 1 to 300"),
            .. (body.Communities ?? []).SelectMany((code, i) => Checks.Need(Divisions.IsCommunity(code), $"$.communities[{i}]: 12 digits")),
            .. Checks.Need(body.Minutes is >= 5 and <= 1_440, "$.minutes: 5 to 1,440"),
            .. Checks.Text(body.SafetyOfficer?.Name, "$.safetyOfficer.name", 50, needed: true),
            .. Checks.Text(body.SafetyOfficer?.Phone, "$.safetyOfficer.phone", 30, needed: true),
            .. Checks.Text(body.StopWord, "$.stopWord", 20, needed: true),
        ];
    }
}

/// <summary>安全员 of a drill.</summary>
internal sealed record SafetyOfficer(string? Name, string? Phone);

/// <summary>Who of a party said that they know of the drill.</summary>
/// <param name="Party">police (110), fire-rescue (119), ambulance (120), service-line (12345) or duty-room.</param>
internal sealed record ToldBy(Party? Party, string? Name);

/// <summary>How a drill starts.</summary>
/// <param name="At">What time it is in the drill when it begins; today at the hour of its scenario where left out, at most a year away.</param>
/// <param name="Factor">How many times as fast its clock runs, 1 (where left out) to 60.</param>
internal sealed record StartOfDrill(DateTimeOffset? At, int? Factor);

/// <summary>How fast a drill's clock runs, 1 to 60 times.</summary>
internal sealed record DrillSpeed(int? Factor);

/// <summary>How far a drill's clock leaps at most.</summary>
/// <param name="NotPast">By the drill's clock: what a crew wants to do then is not leapt over. Left out where nobody waits for anything.</param>
internal sealed record JumpOfDrill(DateTimeOffset? NotPast);

/// <summary>The real incident that was found to be none, or to leave the drill alone.</summary>
internal sealed record RuledOut(Guid? Incident);

/// <summary>What was seen, 1 to 1,000 characters.</summary>
internal sealed record DrillNote(string? Text);

/// <summary>How a drill ends: finished, or stop-word.</summary>
internal sealed record DrillStop(EndReason? Reason);

/// <summary>What becomes of an inject: fired or skipped.</summary>
internal sealed record InjectAct(InjectFate? Fate);

/// <summary>An observer's word on an expected action.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="At">When, by the drill's clock; now where left out.</param>
internal sealed record ObservedAction(string? Expected, bool? Done, DateTimeOffset? At);

/// <summary>A case played in a hotline's name.</summary>
/// <param name="Inject">Its name within the drill, 1 to 60 characters; the same one is played once.</param>
/// <param name="Line">110, 119, 120 or 12345.</param>
internal sealed record CaseInject(
    string? Inject,
    string? Line,
    Category? Category,
    Priority? Priority,
    string? Title,
    string? Description,
    string? Address,
    PointText? Location,
    string? Division
)
{
    public static IReadOnlyList<string> Faults(CaseInject body)
    {
        return
        [
            .. Checks.Text(body.Inject, "$.inject", 60, needed: true),
            .. Checks.Need(HotlineCode.Of(body.Line) is not null, "$.line: 110, 119, 120 or 12345"),
            .. Checks.Need(body.Category is not null, "$.category: needed"),
            .. Checks.Telling(body.Title, body.Description, body.Address, null, null),
            .. Checks.Point(body.Location, "$.location"),
            .. Checks.Need(body.Division is null || Divisions.IsCode(body.Division), "$.division: 6, 9 or 12 digits"),
        ];
    }
}
