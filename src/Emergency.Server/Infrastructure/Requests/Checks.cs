using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>The reason of a request; free text of at most 500 characters.</summary>
internal sealed record Because(string? Reason)
{
    public static IReadOnlyList<string> Faults(Because body, bool needed) => [.. Checks.Text(body.Reason, "$.reason", 500, needed)];
}

/// <summary>Checks shared by several requests; each fault reads "path: what is expected".</summary>
internal static class Checks
{
    public static IEnumerable<string> Need(bool holds, string fault) => holds ? [] : [fault];

    public static IEnumerable<string> Text(string? text, string path, int most, bool needed = false) =>
        string.IsNullOrWhiteSpace(text)
            ? Need(!needed, $"{path}: needed")
            : Need(text.Length <= most, $"{path}: at most {most} characters");

    public static IEnumerable<string> Point(PointText? point, string path) =>
        point is null
            ? []
            :
            [
                .. Need(point.Lon is >= -180 and <= 180, $"{path}.lon: -180 to 180"),
                .. Need(point.Lat is >= -90 and <= 90, $"{path}.lat: -90 to 90"),
            ];

    public static IEnumerable<string> Telling(
        string? title,
        string? description,
        string? address,
        CallerText? caller,
        Casualties? casualties
    ) =>
        [
            .. Text(title, "$.title", 200, needed: true),
            .. Text(description, "$.description", 4_000),
            .. Text(address, "$.address", 500),
            .. Text(caller?.Name, "$.caller.name", 100),
            .. Text(caller?.Phone, "$.caller.phone", 40),
            .. Need(casualties is null or { Dead: >= 0, Injured: >= 0, Trapped: >= 0 }, "$.casualties: none below zero"),
        ];
}

/// <summary>A point as it is sent in; WGS84 unless it says otherwise.</summary>
internal sealed record PointText(double? Lon, double? Lat, Datum? Datum);

internal sealed record CallerText(string? Name, string? Phone);
