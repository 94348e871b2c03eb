using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>Something to be mended (改进项).</summary>
/// <param name="What">1 to 500 characters.</param>
/// <param name="To">What it belongs to: drill (where left out), action, objective or duty.</param>
/// <param name="Of">The id of that action, objective or duty.</param>
/// <param name="Owner">county-commander, county-duty, street-officer or secretary.</param>
/// <param name="Community">Whose it is, 12 digits; of the street and the county above it where they own it. The drill's first where left out.</param>
/// <param name="Name">Who it really is, at most 50 characters; sealed.</param>
/// <param name="Until">The last day of its time.</param>
internal sealed record NewImprovement(
    string? What,
    Belonging? To,
    string? Of,
    Role? Owner,
    string? Community,
    string? Name,
    DateOnly? Until
)
{
    public static IReadOnlyList<string> Faults(NewImprovement body)
    {
        return
        [
            .. Checks.Text(body.What, "$.what", 500, needed: true),
            .. Checks.Text(body.Of, "$.of", 60, needed: body.To is not (null or Belonging.Drill)),
            .. Checks.Need(
                body.Owner is { } role && Improvement.Owners.Contains(role),
                "$.owner: county-commander, county-duty, street-officer or secretary"
            ),
            .. Checks.Need(body.Community is null || Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Text(body.Name, "$.name", 50),
            .. Checks.Need(body.Until is not null, "$.until: a day"),
        ];
    }
}

/// <summary>Another last day, and why: 1 to 500 characters.</summary>
internal sealed record MovedImprovement(DateOnly? Until, string? Why);

/// <summary>What was done, or what is said of it: at most 500 characters.</summary>
internal sealed record ImprovementWords(string? Words);
