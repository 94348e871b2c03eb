using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Hotlines;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills;

/// <summary>A drill to be prepared.</summary>
/// <param name="Scenario">Id of its scenario, 1 to 60 characters.</param>
/// <param name="Communities">1 to 300 communities of 12 digits.</param>
/// <param name="Minutes">Planned duration in minutes, 5 to 1,440.</param>
/// <param name="SafetyOfficer">安全员, who may stop it at any time, with a phone number that works.</param>
/// <param name="StopWord">Word by which anybody stops it, 1 to 20 characters.</param>
/// <param name="WithoutPeople">True when only simulated crews play it, so that its clock can jump to the next due time. False where left out.</param>
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

/// <summary>Confirmation that a party knows of the drill, with the person's name.</summary>
/// <param name="Party">police (110), fire-rescue (119), ambulance (120), service-line (12345) or duty-room.</param>
internal sealed record ToldBy(Party? Party, string? Name);

/// <summary>Start of a drill.</summary>
/// <param name="At">The drill's time at its start; today at the hour of its scenario where left out, at most a year away.</param>
/// <param name="Factor">Speed of its clock, 1 (where left out) to 60 times.</param>
internal sealed record StartOfDrill(DateTimeOffset? At, int? Factor);

/// <summary>Speed of a drill's clock, 1 to 60 times.</summary>
internal sealed record DrillSpeed(int? Factor);

/// <summary>Limit for a jump of a drill's clock.</summary>
/// <param name="NotPast">Time of the drill's clock at which a crew wants to act, and past which the clock must not jump. Left out where nobody waits for anything.</param>
internal sealed record JumpOfDrill(DateTimeOffset? NotPast);

/// <summary>A real incident that turned out to be none, or not to affect the drill.</summary>
internal sealed record RuledOut(Guid? Incident);

/// <summary>An observation, 1 to 1,000 characters.</summary>
internal sealed record DrillNote(string? Text);

/// <summary>End of a drill: finished, or stop-word.</summary>
internal sealed record DrillStop(EndReason? Reason);

/// <summary>Fate of an inject: fired or skipped.</summary>
internal sealed record InjectAct(InjectFate? Fate);

/// <summary>An observer's judgement of an expected action.</summary>
/// <param name="Done">True when it was done.</param>
/// <param name="At">Time by the drill's clock; now where left out.</param>
internal sealed record ObservedAction(string? Expected, bool? Done, DateTimeOffset? At);

/// <summary>A simulated case in a hotline's name.</summary>
/// <param name="Inject">Its name within the drill, 1 to 60 characters; a name is played once.</param>
/// <param name="Line">Hotline: 110, 119, 120 or 12345.</param>
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
