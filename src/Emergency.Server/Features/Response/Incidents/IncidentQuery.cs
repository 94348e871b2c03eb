using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>A page of the board; <paramref name="Next"/> is null on the last one.</summary>
internal sealed record IncidentPage(IReadOnlyList<IncidentLight> Items, string? Next, long Position);

/// <summary>
/// Queries the board: by state and division, in the order of urgency, page by page. A cursor is the urgency of the last
/// item, so that a page stays in place when others move.
/// </summary>
internal static class IncidentQuery
{
    public const int MostItems = 200;
    private static readonly string[] States =
    [
        "open",
        "active",
        "contained",
        "scene-ended",
        "response-ended",
        "archived",
        "withdrawn",
        "joined",
        "all",
    ];

    public static IReadOnlyList<string> Faults(string? state, string? division, int? limit, string? next) =>
        [
            .. Checks.Need(state is null || States.Contains(state, StringComparer.Ordinal), $"?state: {string.Join(", ", States)}"),
            .. Checks.Need(division is null || Divisions.IsCode(division), "?division: 2, 4, 6, 9 or 12 digits"),
            .. Checks.Need(limit is null or (>= 1 and <= MostItems), $"?limit: 1 to {MostItems}"),
            .. Checks.Need(next is null || Cursor(next) is not null, "?next: as it was given"),
        ];

    public static IncidentPage Page(Known known, Asked asked, string state, string division, int limit, string? next)
    {
        var incidents = known.Of<IncidentsKnown>(asked.Realm);
        var items = new List<IncidentKnown>();
        for (var i = From(incidents, next); i < incidents.ByUrgency.Count && items.Count <= limit; i++)
        {
            var incident = incidents.All[incidents.ByUrgency[i].Id];
            if (
                Is(incident.State.Stage, state)
                && incident.Divisions.Any(code => code.StartsWith(division, StringComparison.Ordinal))
                && new IncidentSeen(incident, known, asked).May(IncidentPermissions.Read) is null
            )
                items.Add(incident);
        }
        var more = items.Count > limit;
        return new(
            [.. items.Take(limit).Select(incident => Lights.Of(incidents, incident))],
            more ? Cursor(items[limit - 1].Urgency) : null,
            known.At.Value
        );
    }

    private static int From(IncidentsKnown incidents, string? next)
    {
        if (next is null)
            return 0;
        var at = incidents.ByUrgency.IndexOf(Cursor(next)!.Value);
        return at < 0 ? ~at : at + 1;
    }

    private static bool Is(IncidentStage stage, string state) =>
        state switch
        {
            "open" => stage is IncidentStage.Active or IncidentStage.Contained or IncidentStage.SceneEnded,
            "active" => stage == IncidentStage.Active,
            "contained" => stage == IncidentStage.Contained,
            "scene-ended" => stage == IncidentStage.SceneEnded,
            "response-ended" => stage == IncidentStage.ResponseEnded,
            "archived" => stage == IncidentStage.Archived,
            "withdrawn" => stage == IncidentStage.Withdrawn,
            "joined" => stage == IncidentStage.Joined,
            _ => true,
        };

    private static string Cursor(Urgency urgency) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(urgency, Json.Options));

    private static Urgency? Cursor(string next)
    {
        try
        {
            return JsonSerializer.Deserialize<Urgency>(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(next)), Json.Options);
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return null;
        }
    }
}
