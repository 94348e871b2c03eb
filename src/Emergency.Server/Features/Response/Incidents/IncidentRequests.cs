using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents;

/// <summary>An incident opened by hand. Only the category and a title are required: the place can follow.</summary>
/// <param name="Community">12 digits; found by the location where it is left out.</param>
/// <param name="KnownAt">Time at which it was first known; now where it is left out.</param>
internal sealed record NewIncident(
    Category? Category,
    Priority? Priority,
    string? Title,
    string? Description,
    string? Address,
    CallerText? Caller,
    PointText? Location,
    string? Community,
    string? Grid,
    Casualties? Casualties,
    DateTimeOffset? KnownAt
)
{
    public CaseText Text => new(Title!, Description, Address, Caller?.Name, Caller?.Phone);

    public static IReadOnlyList<string> Faults(NewIncident body, DateTimeOffset now)
    {
        return
        [
            .. Checks.Need(body.Category is not null, "$.category: one of the case categories"),
            .. Checks.Need(body.Community is null || Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Need(body.KnownAt is null || body.KnownAt <= now.AddMinutes(5), "$.knownAt: not in the future"),
            .. Checks.Telling(body.Title, body.Description, body.Address, body.Caller, body.Casualties),
            .. Checks.Point(body.Location, "$.location"),
        ];
    }
}

/// <summary>A further report of an incident; category and priority only where they change it.</summary>
internal sealed record NewReport(
    string? Title,
    string? Description,
    string? Address,
    CallerText? Caller,
    Category? Category,
    Priority? Priority,
    PointText? Location,
    Casualties? Casualties
)
{
    public CaseText Text => new(Title!, Description, Address, Caller?.Name, Caller?.Phone);

    public static IReadOnlyList<string> Faults(NewReport body) =>
        [
            .. Checks.Telling(body.Title, body.Description, body.Address, body.Caller, body.Casualties),
            .. Checks.Point(body.Location, "$.location"),
        ];
}

/// <summary>特别重大 … 一般, or null to remove it.</summary>
internal sealed record NewGrade(Grade? Grade);

/// <summary>The wind at the scene.</summary>
/// <param name="From">Direction from which it blows, degrees from north by east, 0 to 359.</param>
/// <param name="Force">0 to 17.</param>
internal sealed record NewWind(int? From, int? Force)
{
    public static IReadOnlyList<string> Faults(NewWind body) =>
        [
            .. Checks.Need(body.From is >= 0 and <= 359, "$.from: 0 to 359 (degrees)"),
            .. Checks.Need(body.Force is >= 0 and <= Wind.Strongest, $"$.force: 0 to {Wind.Strongest}"),
        ];
}
