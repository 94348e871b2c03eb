using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.People;

namespace Emergency.Server.Incidents;

/// <summary>A point as it is sent in; WGS84 unless it says otherwise.</summary>
public sealed record PointText(double? Lon, double? Lat, Datum? Datum);

public sealed record CallerText(string? Name, string? Phone);

/// <summary>An incident opened by hand. Only the category and a title are asked for: where it is may follow.</summary>
/// <param name="Community">12 digits; found by the location where it is left out.</param>
/// <param name="KnownAt">When it was first known; now where it is left out.</param>
public sealed record NewIncident(Category? Category, Priority? Priority, string? Title, string? Description, string? Address, CallerText? Caller, PointText? Location, string? Community, string? Grid, Casualties? Casualties, DateTimeOffset? KnownAt)
{
    public CaseText Text => new(Title!, Description, Address, Caller?.Name, Caller?.Phone);

    public static IReadOnlyList<string> Faults(NewIncident body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
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

/// <summary>One more telling of an incident; category and priority only where they change it.</summary>
public sealed record NewReport(string? Title, string? Description, string? Address, CallerText? Caller, Category? Category, Priority? Priority, PointText? Location, Casualties? Casualties)
{
    public CaseText Text => new(Title!, Description, Address, Caller?.Name, Caller?.Phone);

    public static IReadOnlyList<string> Faults(NewReport body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return [.. Checks.Telling(body.Title, body.Description, body.Address, body.Caller, body.Casualties), .. Checks.Point(body.Location, "$.location")];
    }
}

/// <summary>Where it really is. The community is found by the point where it is left out.</summary>
public sealed record WhereItIs(double? Lon, double? Lat, Datum? Datum, string? Community, string? Grid)
{
    public PointText Point => new(Lon, Lat, Datum);

    public static IReadOnlyList<string> Faults(WhereItIs body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return [.. Checks.Point(body.Point, "$"), .. Checks.Need(body.Community is null || Divisions.IsCommunity(body.Community), "$.community: 12 digits")];
    }
}

/// <summary>特别重大 … 一般, or null to take it away.</summary>
public sealed record NewGrade(Grade? Grade);

/// <summary>Why; free text of at most 500 characters.</summary>
public sealed record Because(string? Reason)
{
    public static IReadOnlyList<string> Faults(Because body, bool needed)
    {
        ArgumentNullException.ThrowIfNull(body);
        return [.. Checks.Text(body.Reason, "$.reason", 500, needed)];
    }
}

/// <summary>What several requests are asked for; each fault as "path: what is expected".</summary>
public static class Checks
{
    public static IEnumerable<string> Need(bool holds, string fault) => holds ? [] : [fault];

    public static IEnumerable<string> Text(string? text, string path, int most, bool needed = false) =>
        string.IsNullOrWhiteSpace(text) ? Need(!needed, $"{path}: needed") : Need(text.Length <= most, $"{path}: at most {most} characters");

    public static IEnumerable<string> Point(PointText? point, string path) => point is null ? [] :
    [
        .. Need(point.Lon is >= -180 and <= 180, $"{path}.lon: -180 to 180"),
        .. Need(point.Lat is >= -90 and <= 90, $"{path}.lat: -90 to 90"),
    ];

    public static IEnumerable<string> Telling(string? title, string? description, string? address, CallerText? caller, Casualties? casualties) =>
    [
        .. Text(title, "$.title", 200, needed: true),
        .. Text(description, "$.description", 4_000),
        .. Text(address, "$.address", 500),
        .. Text(caller?.Name, "$.caller.name", 100),
        .. Text(caller?.Phone, "$.caller.phone", 40),
        .. Need(casualties is null or { Dead: >= 0, Injured: >= 0, Trapped: >= 0 }, "$.casualties: none below zero"),
    ];
}
