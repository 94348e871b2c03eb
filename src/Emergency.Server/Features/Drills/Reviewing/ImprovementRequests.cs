using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>An improvement (改进项) to be made.</summary>
/// <param name="What">Description, 1 to 500 characters.</param>
/// <param name="To">Kind of thing that it belongs to: drill (where left out), action, objective or duty.</param>
/// <param name="Of">Id of that action, objective or duty.</param>
/// <param name="Owner">Role that owns it: county-commander, county-duty, street-officer or secretary.</param>
/// <param name="Community">Community of the owner, 12 digits, or any community below an owning street or county. The drill's first where left out.</param>
/// <param name="Name">Name of the responsible person, at most 50 characters; stored sealed.</param>
/// <param name="Until">Last day.</param>
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

/// <summary>Another last day, and the reason: 1 to 500 characters.</summary>
internal sealed record MovedImprovement(DateOnly? Until, string? Why);

/// <summary>Words on an improvement, such as the work done: at most 500 characters.</summary>
internal sealed record ImprovementWords(string? Words);
